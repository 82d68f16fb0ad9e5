import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { type EventStore, MAX_APPEND_BYTES } from '#libs/event-store';
import { compareLogs, copyLog } from '#libs/event-store/copy';
import { MemoryEventStore } from '#libs/event-store/memory';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { DisturbedStore } from './disturbed-store.testing.js';
import { eager, logOf, madeLog, type MadeAppend, memoryWith } from './logs.testing.js';

describe('A ledger copied to another store', () => {
  let folder: string;
  const opened: EventStore[] = [];
  const sqlite = async (name: string): Promise<EventStore> => {
    const store = await openSqliteEventStore({ path: path.join(folder, `${name}.db`), synchronous: 'NORMAL' });
    opened.push(store);
    return store;
  };
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'parkledger-copy-'));
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const city: readonly MadeAppend[] = [
    { stream: 'ledger-main', texts: ['开账'] },
    { stream: 'park-SP001', texts: ['登记', '认定'] },
    { stream: 'checkpoint', texts: ['the head as it was signed'] },
    { stream: 'park-SP002', texts: ['登记'] },
    { stream: 'park-SP001', texts: ['更正 "3,5" \\ \u0001 𠮷'] },
    { stream: '$settings', texts: ['of the store itself'] },
    { stream: 'park-SP002', texts: ['', '合并'] },
  ];

  it('has the same events, bytes, revisions and order, from store to store and back', async () => {
    const memory = await memoryWith(city);
    const [first, second, back] = [await sqlite('first'), await sqlite('second'), new MemoryEventStore()];
    const log = await logOf(memory);
    expect(log).toHaveLength(7);
    expect(await copyLog({ from: memory, to: first })).toEqual({ events: 7, written: 7 });
    expect(await copyLog({ from: first, to: second })).toEqual({ events: 7, written: 7 });
    expect(await copyLog({ from: second, to: back })).toEqual({ events: 7, written: 7 });
    for (const store of [first, second, back]) {
      expect(await logOf(store)).toEqual(log);
      expect(await compareLogs(memory, store)).toEqual({ same: 7, difference: undefined });
    }
  });

  it('leaves out the store’s own streams and the signed heads', async () => {
    const to = new MemoryEventStore();
    await copyLog({ from: await memoryWith(city), to });
    for (const stream of ['checkpoint', '$settings']) {
      for await (const page of to.readStream(stream)) expect(page).toEqual([]);
    }
  });

  it('is written again by nobody: a second copy finds everything there', async () => {
    const from = await memoryWith(city);
    const to = new DisturbedStore(new MemoryEventStore());
    await copyLog({ from, to });
    const { length } = to.sent;
    expect(await copyLog({ from, to })).toEqual({ events: 7, written: 0 });
    expect(to.sent).toHaveLength(length);
  });

  it('goes on behind what a copy of an earlier state brought', async () => {
    const to = await sqlite('target');
    await copyLog({ from: await memoryWith(city.slice(0, 4)), to });
    const from = await memoryWith(city);
    expect(await copyLog({ from, to })).toEqual({ events: 7, written: 3 });
    expect(await logOf(to)).toEqual(await logOf(from));
  });

  it('can be empty', async () => {
    expect(await copyLog({ from: new MemoryEventStore(), to: await sqlite('empty') })).toEqual({ events: 0, written: 0 });
  });

  it('is the same whatever the log: any streams, sizes and interleavings', async () => {
    let run = 0;
    const property = fc.asyncProperty(madeLog, async (appends) => {
      const from = await memoryWith(appends);
      const to = run++ % 2 === 0 ? new MemoryEventStore() : await sqlite(String(run));
      const log = await logOf(from);
      expect(await copyLog({ from, to })).toEqual({ events: log.length, written: log.length });
      expect(await logOf(to)).toEqual(log);
    });
    await fc.assert(property, { seed: 20231126, numRuns: 60 });
  });

  describe('in as few appends as its order allows', () => {
    const copied = async (appends: readonly MadeAppend[]): Promise<DisturbedStore> => {
      const from = await memoryWith(appends);
      const to = new DisturbedStore(new MemoryEventStore());
      await copyLog({ from, to });
      expect(await logOf(to)).toEqual(await logOf(from));
      return to;
    };
    const sizes = (to: DisturbedStore): number[] => to.sent.map(({ ids }) => ids.length);

    it('neighbours of one stream share one, whoever wrote them; events of other streams stay between', async () => {
      const to = await copied([
        { stream: 'park-a', texts: ['1', '2'] },
        { stream: 'park-a', texts: ['3'] },
        { stream: 'park-b', texts: ['4'] },
        { stream: 'park-a', texts: ['5'] },
      ]);
      expect(to.sent.map(({ stream, expected, ids }) => [stream, expected, ids.length])).toEqual([
        ['park-a', 'noStream', 3],
        ['park-b', 'noStream', 1],
        ['park-a', 2, 1],
      ]);
    });

    it('what stands between them outside the log does not part them', async () => {
      const to = await copied([
        { stream: 'park-a', texts: ['1'] },
        { stream: 'checkpoint', texts: ['x'] },
        { stream: 'park-a', texts: ['2'] },
      ]);
      expect(sizes(to)).toEqual([2]);
    });

    it('one is never over the size that every store takes, counted in bytes, nor endless', async () => {
      const third = '企'.repeat(Math.floor(MAX_APPEND_BYTES / 3 / 6) - 200);
      const large = await copied(Array.from({ length: 7 }, () => ({ stream: 'scoringRun-2023_1', texts: [third] })));
      expect(sizes(large)).toEqual([3, 3, 1]);
      const small = await copied(Array.from({ length: 600 }, (_, n) => ({ stream: 'dossier-SP001_2023', texts: [String(n)] })));
      expect(sizes(small)).toEqual([256, 256, 88]);
    });
  });

  it('is copied and compared page by page: what is read ahead does not grow with the log', async () => {
    const appends = Array.from({ length: 5000 }, (_, n) => ({ stream: `park-${n % 7}`, texts: [String(n)] }));
    const from = new DisturbedStore(await memoryWith(appends));
    let ahead = 0;
    const to = new DisturbedStore(new MemoryEventStore(), (nth, write) => {
      ahead = Math.max(ahead, from.read - nth);
      return write();
    });
    await copyLog({ from, to });
    expect(ahead).toBeLessThanOrEqual(256);

    const left = new DisturbedStore(from);
    const right = new DisturbedStore(to);
    let apart = 0;
    left.beforePage = right.beforePage = () => {
      apart = Math.max(apart, Math.abs(left.read - right.read));
    };
    expect(await compareLogs(left, right)).toEqual({ same: 5000, difference: undefined });
    expect(apart).toBeLessThanOrEqual(256);
  });

  it('tells how far it is', async () => {
    const told: [string, number][] = [];
    const progress = (phase: string, events: number): void => void told.push([phase, events]);
    const from = await memoryWith(city);
    const to = await memoryWith(city.slice(0, 2));
    await copyLog({ from, to, progress, persistence: eager });
    await compareLogs(from, to, { progress });
    expect(told).toEqual([
      ['checking', 0],
      ['checking', 3],
      ['copying', 4],
      ['copying', 5],
      ['copying', 7],
      ['comparing', 0],
      ['comparing', 7],
    ]);
  });
});
