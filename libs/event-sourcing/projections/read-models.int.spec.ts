import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { EventStore } from '#libs/event-store';
import { MemoryEventStore } from '#libs/event-store/memory';
import { currentRow, endRow, ledgerDecider, type Projection, putRow, type ReadModels, VALID_AT, validRowsTable } from '../index.js';
import { openReadModels, type ReadModelsOptions, type SqliteReadModels } from '../sqlite/index.js';
import { counter, type CounterCommand, counterEvents, someCaller, type TestLedger, testLedger } from '../testing/index.js';

/** Each counter's total, by index; a closed counter is gone. */
const totals: Projection = {
  name: 'totals',
  version: 1,
  schema: validRowsTable('total', { id: 'TEXT' }, { total: 'INTEGER' }),
  apply(db, { index, event }) {
    const id = event.stream.replace('counter-', '');
    if (event.type === 'Closed') endRow(db, 'total', { id }, index);
    if (event.type === 'Noted' && (event.data as { text: string }).text === 'poison') throw new Error('no notes');
    if (event.type !== 'Added') return;
    const before = currentRow<{ total: number }>(db, 'total', { id })?.total ?? 0;
    putRow(db, 'total', { id }, { total: before + (event.data as { n: number }).n }, index);
  },
};
const list = (models: ReadModels, options: Parameters<ReadModels['query']>[1] = {}) =>
  models.query(
    (db, index) => db.all<{ id: string; total: number }>(`SELECT id, total FROM total WHERE ${VALID_AT} ORDER BY id`, index, index),
    options,
  );

describe('Read models', () => {
  let folder: string;
  let test: TestLedger;
  let n: number;
  const opened: SqliteReadModels[] = [];

  const open = async (more: Partial<ReadModelsOptions> = {}): Promise<SqliteReadModels> => {
    const models = await openReadModels({ folder, store: test.store, registry: test.registry, projections: [totals], ...more });
    opened.push(models);
    return models;
  };
  const run = (command: CounterCommand, id = '1', at?: string) =>
    test.runner.execute({ decider: counter, id, command, caller: someCaller, key: `k${n++}`, ...(at === undefined ? {} : { at }) });
  const add = (k: number, id = '1', at?: string) => run({ type: 'Add', n: k }, id, at);
  const everything = (models: ReadModels) =>
    models.query((db) => [db.all('SELECT * FROM total ORDER BY id, valid_from'), db.all('SELECT * FROM event_log ORDER BY idx')]);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parkledger-reads-'));
    test = await testLedger([counterEvents], { store: new MemoryEventStore() });
    n = 0;
  });
  afterEach(async () => {
    for (const models of opened.splice(0)) await models.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('answer as of now, and wait for a command’s position', async () => {
    const models = await open();
    const { position } = await add(2);
    expect(await list(models, { atLeast: position })).toEqual({
      value: [{ id: '1', total: 2 }],
      index: 1,
      effectiveAt: '2025-01-02T03:04:05.678Z',
      position,
    });
    const waiting = list(models, { atLeast: '3' });
    expect((await add(3)).position).toBe('3');
    expect((await waiting).value).toEqual([{ id: '1', total: 5 }]);
  });

  it('say so when they are behind, or when the position is none', async () => {
    const models = await open();
    await expect(list(models, { atLeast: '99', timeoutMs: 1 })).rejects.toMatchObject({ code: 'reads.behind', kind: 'unavailable' });
    await expect(list(models, { atLeast: 'x' })).rejects.toMatchObject({ code: 'reads.positionMalformed' });
  });

  it('answer fresh: what stood in the log when they were asked, or, where they have stopped, what they know', async () => {
    const models = await open();
    for (let total = 1; total <= 20; total++) {
      await add(1);
      expect((await list(models, { fresh: true })).value).toEqual([{ id: '1', total }]);
    }
    await run({ type: 'Note', text: 'poison' });
    await add(1);
    expect((await list(models, { fresh: true })).value).toEqual([{ id: '1', total: 20 }]);
  });

  it('answer as of an instant or an index, and state the index', async () => {
    const models = await open();
    await add(1, 'a', '2025-02-01T00:00:00.000Z');
    await add(1, 'b', '2025-02-01T00:00:00.000Z');
    await run({ type: 'Close' }, 'a', '2025-02-02T00:00:00.000Z');
    const { position: atLeast } = await add(5, 'b', '2025-02-03T00:00:00.000Z');
    const at = (asOf: string) => list(models, { asOf, atLeast });
    expect(await at('2025-02-01T08:00:00+08:00')).toMatchObject({ index: 2, value: [{ id: 'a' }, { id: 'b', total: 1 }] });
    expect(await at('2025-02-02T23:59:59Z')).toMatchObject({ index: 3, effectiveAt: '2025-02-02T00:00:00.000Z', value: [{ id: 'b' }] });
    expect(await at('2099-01-01T00:00:00Z')).toMatchObject({ index: 4, value: [{ id: 'b', total: 6 }] });
    expect(await at('1')).toMatchObject({ index: 1, value: [{ id: 'a', total: 1 }] });
    expect(await at('0')).toMatchObject({ index: 0, value: [] });
    await expect(at('5')).rejects.toMatchObject({ code: 'asOf.notYet' });
    await expect(at('2025-01-01T00:00:00Z')).rejects.toMatchObject({ code: 'asOf.beforeLedger' });
    for (const malformed of ['', 'yesterday', '2025-02-01', '2025-02-01T00:00:00', '2025-02-30T00:00:00Z', '-1', '01']) {
      await expect(at(malformed)).rejects.toMatchObject({ code: 'asOf.malformed' });
    }
    expect(await models.streamRevisionAt('counter-b', 3)).toBe(0);
    expect(await models.streamRevisionAt('counter-b', 1)).toBe(-1);
    expect((await test.runner.load(counter, 'b', await models.streamRevisionAt('counter-b', 4))).state.total).toBe(6);
  });

  it('show at every index what a replay up to there would show', async () => {
    const models = await open();
    const step = fc.oneof(
      fc.record({ id: fc.constantFrom('x', 'y'), n: fc.integer({ min: -3, max: 3 }) }),
      fc.record({ id: fc.constantFrom('x', 'y'), n: fc.constant('close' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const round = `r${n}-`;
        const expected = new Map<number, Map<string, number>>();
        const now = new Map<string, number>();
        let index = (await models.query((_, i) => i)).value;
        let atLeast: string | undefined;
        for (const { id, n: amount } of steps) {
          const closed = (await test.runner.load(counter, round + id)).state.closed;
          if (closed) continue;
          const answer = await (amount === 'close' ? run({ type: 'Close' }, round + id) : add(amount, round + id));
          if (amount === 'close') now.delete(round + id);
          else now.set(round + id, (now.get(round + id) ?? 0) + amount);
          expected.set(++index, new Map(now));
          atLeast = answer.position;
        }
        for (const [asOf, rows] of expected) {
          const { value } = await list(models, { asOf: String(asOf), atLeast });
          expect(new Map(value.filter((row) => row.id.startsWith(round)).map((row) => [row.id, row.total]))).toEqual(rows);
        }
      }),
      { seed: 3, numRuns: 25 },
    );
  });

  it('go on where they stood after a restart, applying nothing twice', async () => {
    await add(1);
    const first = await open();
    await first.ready();
    const file = first.status.file;
    await first.close();
    const { position: atLeast } = await add(2);
    const second = await open();
    expect(second.status.file).toBe(file);
    expect((await list(second, { atLeast })).value).toEqual([{ id: '1', total: 3 }]);
  });

  it('are the same after every file was deleted', async () => {
    for (let i = 0; i < 30; i++) await add(i, String(i % 4));
    const first = await open();
    await first.ready();
    const before = await everything(first);
    await first.close();
    rmSync(folder, { recursive: true });
    const second = await open();
    await second.ready();
    expect(await everything(second)).toEqual(before);
  });

  it('are rebuilt while they serve and while others write: no read fails or goes back, and the result is equal', async () => {
    for (let i = 0; i < 300; i++) await add(1, String(i % 5));
    // Every look at the clock costs 5 ms, so that the building takes many slices.
    let ticks = 0;
    const models = await open({ elapsed: () => (ticks += 5) });
    await models.ready();
    const old = models.status.file as string;
    let rebuilt = false;
    const rebuilding = models.rebuild().then(() => (rebuilt = true));
    expect(models.rebuild()).toBe(models.rebuild());
    let last = 0;
    let reads = 0;
    while (!rebuilt) {
      const { position: atLeast } = await add(1, '0');
      const { value, index } = await list(models, { atLeast });
      expect(index).toBeGreaterThanOrEqual(last);
      expect(value.reduce((sum, row) => sum + row.total, 0)).toBe(index);
      last = index;
      reads++;
      await new Promise(setImmediate);
    }
    await rebuilding;
    expect(reads).toBeGreaterThan(3);
    expect(models.status.file).not.toBe(old);
    expect(existsSync(join(folder, old))).toBe(false);
    const after = await everything(models);
    await models.close();
    rmSync(folder, { recursive: true });
    const fresh = await open();
    await fresh.ready();
    expect(await everything(fresh)).toEqual(after);
  });

  it('of another version are built beside, and the old files go when the new ones serve', async () => {
    await add(4);
    const first = await open();
    await first.ready();
    await first.close();
    const doubled: Projection = { ...totals, version: 2 };
    const second = await open({ projections: [doubled] });
    await second.ready();
    expect(second.status.file).not.toBe(first.status.file);
    await second.close();
    expect(readdirSync(folder).filter((name) => name.endsWith('.db'))).toHaveLength(1);
  });

  it('leave a half-built file behind without harm: the complete one serves', async () => {
    await add(4);
    const models = await open();
    await models.ready();
    const serving = models.status.file as string;
    const rebuilding = models.rebuild();
    const crash = expect(rebuilding).rejects.toThrow('closed');
    await models.close();
    await crash;
    expect(readdirSync(folder).filter((name) => name.endsWith('.db'))).toHaveLength(2);
    const again = await open();
    expect(again.status.file).toBe(serving);
    expect((await list(again)).value).toEqual([{ id: '1', total: 4 }]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.db'))).toEqual([serving]);
  });

  it('stop visibly at an entry that can’t be applied; what stands before it is served', async () => {
    const models = await open();
    await add(1);
    await add(2);
    await run({ type: 'Note', text: 'poison' });
    await expect(list(models, { atLeast: '4', timeoutMs: 50 })).rejects.toMatchObject({ code: 'reads.behind' });
    expect(models.status.serving).toMatchObject({ state: 'stopped', stoppedAt: 3 });
    expect(models.status.serving?.error).toContain('no notes');
    expect(await list(models)).toMatchObject({ index: 2, value: [{ total: 3 }] });
    await expect(models.rebuild()).rejects.toThrow('could not be built');
    expect(await list(models)).toMatchObject({ index: 2 });
  });

  it('in a damaged file are built again', async () => {
    await add(3);
    const first = await open();
    await first.ready();
    const damaged = first.status.file as string;
    await first.close();
    writeFileSync(join(folder, damaged), 'no database');
    const second = await open();
    await second.ready();
    expect((await list(second)).value).toEqual([{ id: '1', total: 3 }]);
  });

  it('apply what stands before a poison entry in the same slice', async () => {
    const first = await open();
    await first.ready();
    await first.close();
    for (const amount of [1, 2]) await add(amount);
    await run({ type: 'Note', text: 'poison' });
    const second = await open();
    expect(await list(second, { atLeast: '3' })).toMatchObject({ index: 2, value: [{ total: 3 }] });
    await expect(list(second, { atLeast: '4', timeoutMs: 1 })).rejects.toMatchObject({ code: 'reads.behind' });
  });

  it('that were filled from another store are thrown away', async () => {
    await add(1);
    const first = await open();
    await first.ready();
    await first.close();
    test = await testLedger([counterEvents], { store: new MemoryEventStore() });
    await add(7, 'other');
    const second = await open();
    await second.ready();
    expect((await list(second)).value).toEqual([{ id: 'other', total: 7 }]);
  });

  it('let nobody but a projection write', async () => {
    const models = await open();
    await models.ready();
    await expect(models.query((db) => db.all("DELETE FROM total WHERE id = 'x'"))).rejects.toThrow();
  });

  it('let the event loop breathe while they are built', async () => {
    for (let i = 0; i < 200; i++) await add(1);
    let ticks = 0;
    // Every look at the clock costs 5 ms: a slice of 12 ms is over after three looks.
    const models = await open({ elapsed: () => (ticks += 5) });
    let turns = 0;
    let ready = false;
    void models.ready().then(() => (ready = true));
    while (!ready) {
      await new Promise(setImmediate);
      turns++;
    }
    expect(turns).toBeGreaterThan(3);
  });

  it('resolve instants by the mended maximum once a clock error is recorded', async () => {
    const models = await open();
    await add(1, '1', '2025-02-01T00:00:00.000Z');
    await add(2, '1', '2031-01-01T00:00:00.000Z');
    const eventId = (await models.query(() => 0, { atLeast: '3' })) && (await models.eventIdAt(2));
    const { position: atLeast } = await test.runner.execute({
      decider: ledgerDecider,
      id: 'main',
      command: { type: 'RecordClockError', index: 2, eventId: eventId as string, reason: '时钟跳到 2031 年' },
      caller: { account: 'root', role: 'admin' },
      key: 'clock',
      at: '2025-02-02T00:00:00.000Z',
      extra: async () => ({ eventAtIndex: eventId as string }),
    });
    expect(await list(models, { asOf: '2025-02-01T12:00:00Z', atLeast })).toMatchObject({ index: 2, value: [{ total: 3 }] });
    expect(await list(models, { asOf: '2025-02-02T00:00:00Z' })).toMatchObject({ index: 3, effectiveAt: '2025-02-02T00:00:00.000Z' });
  });

  it('can’t be asked before there are any, and say so', async () => {
    const silent: EventStore = Object.assign(Object.create(test.store) as EventStore, {
      // eslint-disable-next-line require-yield
      async *subscribe({ signal }: { signal: AbortSignal }) {
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      },
    });
    const models = await open({ store: silent });
    await expect(list(models, { timeoutMs: 1 })).rejects.toMatchObject({ code: 'reads.building', kind: 'unavailable' });
  });
});
