import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EventStore, StoredEvent } from '#libs/event-store';
import { copyLog } from '#libs/event-store/copy';
import { MemoryEventStore } from '#libs/event-store/memory';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { type Ending, Program } from '../support/program.js';
import { type CorpusEvent, readCorpus, releases } from '../corpus/corpus-files.js';
import { replay } from '../corpus/replay.js';
import { loadCity, logOf, openCity, readsOf, settled } from './city.js';

/** Where the copy is killed, one after the other, on the same target. */
const KILLS = ['after-copied-append', 'in-append:2', 'after-copied-append:150', 'in-append:9', 'after-copied-append:30'];

/** Copies one folder's ledger to another by the operator's command; `killAt`: where that process is ended by SIGKILL. */
async function moveHouse(from: string, to: string, killAt?: string): Promise<Ending> {
  const args = ['--from', `sqlite:${from}`, '--to', `sqlite:${to}`];
  const copying = new Program('apps/operator/ledger-copy.ts', args, killAt === undefined ? {} : { PARKLEDGER_KILL_AT: killAt });
  return copying.ended;
}

describe('A city whose ledger moves house', () => {
  let folder: string;
  const at = (name: string): string => path.join(folder, name);
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-moving-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const outcomeOf = async (name: string) => {
    const city = await openCity(at(name));
    try {
      await settled(city);
      return { reads: await readsOf(city), log: await logOf(at(name)) };
    } finally {
      await city.stop();
    }
  };

  it('by a copy that is killed over and over, in the middle of its closing: reads and goes on as if it had stayed', async () => {
    await loadCity(at('old'), { until: 'blocked' });
    for (const point of KILLS) expect([point, await moveHouse(at('old'), at('new'), point)]).toEqual([point, 'SIGKILL']);
    expect(await moveHouse(at('old'), at('new'))).toBe(0);
    expect(await outcomeOf('new')).toEqual(await outcomeOf('old'));

    await Promise.all([loadCity(at('old')), loadCity(at('new'))]);
    const [stayed, moved] = [await outcomeOf('old'), await outcomeOf('new')];
    expect(moved.log).toEqual(stayed.log);
    expect(moved.reads).toEqual(stayed.reads);
  }, 120_000);

  it.each(releases())('has the leaves, states, results and sheets that it had: the ledger of release %s', async (release) => {
    const { events, expected } = readCorpus(release);
    const there = new MemoryEventStore();
    for (const { stream, revision, ...event } of events) await there.append(stream, revision === 0 ? 'noStream' : revision - 1, [event]);
    mkdirSync(at(release));
    const here = await openSqliteEventStore({ path: path.join(at(release), 'ledger.db') });
    const back = new MemoryEventStore();
    expect(await copyLog({ from: there, to: here })).toEqual({ events: expected.events, written: expected.events });
    await copyLog({ from: here, to: back });
    for (const store of [here, back]) expect(await replay(release, await eventsOf(store))).toEqual(expected);
    await here.close();
  });
});

async function eventsOf(store: EventStore): Promise<CorpusEvent[]> {
  const log: StoredEvent[] = [];
  for await (const page of store.readAll()) log.push(...page);
  return log.map(({ position: _position, ...event }) => event);
}
