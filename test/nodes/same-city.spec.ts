import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EventStore } from '#libs/event-store';
import { compareLogs, copyLog } from '#libs/event-store/copy';
import { openEventStoreDb } from '#libs/event-store/eventstoredb';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { lineOf, loadCity, openCity, readsOf, settled } from '../faults/city.js';
import { type EventDatabase, eventDatabase, loopbackProcess } from '../support/event-database.js';
import { storedLog } from '../support/stored-log.js';

/** What a city is, wherever its ledger is kept. */
interface Outcome {
  readonly log: readonly string[];
  readonly reads: Readonly<Record<string, unknown>>;
}

describe('One city, whatever its ledger is kept in', () => {
  let folder: string;
  let database: EventDatabase;
  let copied: EventDatabase;
  let embedded: Outcome;
  const at = (name: string): string => path.join(folder, name);

  const outcomeOf = async (dataDir: string, open: () => Promise<EventStore> | EventStore, address?: string): Promise<Outcome> => {
    const city = await openCity(dataDir, address);
    let reads: Outcome['reads'];
    try {
      await settled(city);
      reads = withoutPositions(await readsOf(city));
    } finally {
      await city.stop();
    }
    const store = await open();
    try {
      return { reads, log: (await storedLog(store)).map(lineOf) };
    } finally {
      await store.close();
    }
  };
  const sqlite = (): Promise<EventStore> => openSqliteEventStore({ path: at('embedded/ledger.db') });

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-same-'));
    [database, copied] = await Promise.all([eventDatabase(), loopbackProcess()]);
    await Promise.all([loadCity(at('embedded')), loadCity(at('node'), { address: database.address })]);
    embedded = await outcomeOf(at('embedded'), sqlite);
  }, 240_000);
  afterAll(async () => {
    await Promise.all([database.stop(), copied.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('told on an EventStoreDB: the same log to the byte, the same indexes, the same answers', async () => {
    const { address } = database;
    const { log, reads } = await outcomeOf(at('node'), () => openEventStoreDb({ address }), address);
    expect(log.length).toBeGreaterThan(600);
    expect(log).toEqual(embedded.log);
    expect(reads).toEqual(embedded.reads);
  }, 60_000);

  it('copied to an EventStoreDB: the same events in the same order, and a node that is opened on them answers the same', async () => {
    const { address } = copied;
    const [from, to] = [await sqlite(), openEventStoreDb({ address })];
    try {
      const events = embedded.log.length;
      expect(await copyLog({ from, to })).toEqual({ events, written: events });
      expect(await compareLogs(from, to)).toEqual({ same: events, difference: undefined });
    } finally {
      await Promise.all([from.close(), to.close()]);
    }
    const { log, reads } = await outcomeOf(at('new node'), () => openEventStoreDb({ address }), address);
    expect(log).toEqual(embedded.log);
    expect(reads).toEqual(embedded.reads);
  }, 60_000);
});

/** Answers without the tokens that mean something in one store only. */
function withoutPositions<T>(answers: T): T {
  return JSON.parse(JSON.stringify(answers, (name, value: unknown) => (name === 'position' ? undefined : value))) as T;
}
