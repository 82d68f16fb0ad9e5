import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EventStore, StoredEvent } from '#libs/event-store';
import { compareLogs, copyLog } from '#libs/event-store/copy';
import { openEventStoreDb } from '#libs/event-store/eventstoredb';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { deleteDerived, lineOf, loadCity, openCity, readsOf, settled } from '../faults/city.js';
import { type EventDatabase, eventDatabase, loopbackProcess } from '../support/event-database.js';
import { byCommand, storedLog } from '../support/stored-log.js';

type Reads = Readonly<Record<string, unknown>>;

/** Where the second node is killed, each time with the loss of every derived file: as its saga is about to send, and when it has just sent. */
const KILLS = ['process-before-send:5', 'process-after-send:3'];

/**
 * The small city: closing, run, ruling, finalised result and awards of 2023, its objection and the second edition with its differences; then the blocked
 * closing of 2022, abandoned, begun again and lifted. Told by one node in its data folder, and by two at once, both running the scoring saga, on an EventStoreDB.
 */
describe('One city, whatever its ledger is kept in and however many nodes tell it', () => {
  let folder: string;
  let database: EventDatabase;
  let copied: EventDatabase;
  let kills = 0;
  let alone: { readonly log: readonly StoredEvent[]; readonly reads: Reads };
  const at = (name: string): string => path.join(folder, name);
  const embedded = (): Promise<EventStore> => openSqliteEventStore({ path: at('embedded/ledger.db') });

  const logIn = async (store: EventStore): Promise<readonly StoredEvent[]> => storedLog(store).finally(() => store.close());
  const readsIn = async (dataDir: string, address?: string): Promise<Reads> => {
    const city = await openCity(dataDir, address);
    try {
      await settled(city);
      return await readsOf(city);
    } finally {
      await city.stop();
    }
  };
  /** Loads on a node that is killed over and over, and each time loses all that it derived. */
  const loadKilled = async (dataDir: string, address: string): Promise<void> => {
    for (const killAt of KILLS) {
      if ((await loadCity(dataDir, { address, killAt })) === 'done') return;
      kills++;
      deleteDerived(dataDir);
    }
    await loadCity(dataDir, { address });
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-same-'));
    [database, copied] = await Promise.all([eventDatabase(), loopbackProcess()]);
    await loadCity(at('embedded'));
    alone = { reads: await readsIn(at('embedded')), log: await logIn(await embedded()) };
    await Promise.all([loadCity(at('first'), { address: database.address }), loadKilled(at('second'), database.address)]);
  }, 300_000);
  afterAll(async () => {
    await Promise.all([database.stop(), copied.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('told by two nodes, one killed in mid-run: each command has its effect once, and the log is that of one node, to the byte', async () => {
    expect(kills).toBeGreaterThan(0);
    const log = await logIn(openEventStoreDb({ address: database.address }));
    const [one, two] = [byCommand(alone.log), byCommand(log)];
    expect([...two.keys()].filter((id) => !one.has(id))).toEqual([]);
    expect([...one.keys()].filter((id) => !two.has(id))).toEqual([]);
    expect(log.length).toBeGreaterThan(600);
    expect(log.map(lineOf)).toEqual(alone.log.map(lineOf));
  });

  it('answers everything the same on each node: rankings, tiers, awards, sheets, as of every index', async () => {
    for (const name of ['first', 'second']) expect(await readsIn(at(name), database.address)).toEqual(alone.reads);
  }, 120_000);

  it('copied to an EventStoreDB: the same events in the same order, and a node that is opened on them answers the same', async () => {
    const { address } = copied;
    const [from, to] = [await embedded(), openEventStoreDb({ address })];
    try {
      const events = alone.log.length;
      expect(await copyLog({ from, to })).toEqual({ events, written: events });
      expect(await compareLogs(from, to)).toEqual({ same: events, difference: undefined });
    } finally {
      await Promise.all([from.close(), to.close()]);
    }
    expect(await readsIn(at('new node'), address)).toEqual(alone.reads);
  }, 120_000);
});
