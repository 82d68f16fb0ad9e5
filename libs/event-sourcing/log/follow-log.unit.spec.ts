import fc from 'fast-check';
import { MemoryEventStore } from '#libs/event-store/memory';
import { EventRegistry, followLog, type FollowOptions, ledgerDecider, type LogEntry, type LogFollower, type LogPoint } from '../index.js';
import { counter, counterEvents, FaultyStore, someCaller, testLedger } from '../testing/index.js';

const backoff = { minMs: 1, maxMs: 1, random: () => 0.5, sleep: async () => undefined };

/** Adds n events at given instants. */
async function filled(n: number, store = new MemoryEventStore(), at: (i: number) => string = () => '2025-01-02T03:04:05.678Z') {
  const test = await testLedger([counterEvents], { store });
  for (let i = 0; i < n; i++) {
    await test.runner.execute({
      decider: counter,
      id: String(i % 3),
      command: { type: 'Add', n: i },
      caller: someCaller,
      key: `k${i}`,
      at: at(i),
    });
  }
  return test;
}

/** Follows until `count` entries have come, or it stops. */
async function follow(options: Pick<FollowOptions, 'store' | 'registry'> & Partial<FollowOptions>, count: number) {
  const stop = new AbortController();
  const entries: LogEntry[] = [];
  const follower: LogFollower = followLog({
    backoff,
    signal: stop.signal,
    ...options,
    apply: async (batch, head) => {
      await options.apply?.(batch, head);
      entries.push(...batch);
      if (entries.length >= count) stop.abort();
    },
  });
  await follower.done;
  return { entries, status: follower.status };
}

describe('Following the log', () => {
  it('gives every event once, in order, with a dense index and a monotone effectiveAt, however it is batched, dropped and resumed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 25 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 3 }),
        fc.nat(),
        async (seconds, batchSize, batchesBeforeDrop, cut) => {
          const at = (i: number) => new Date(Date.UTC(2025, 0, 3, 0, 0, seconds[i])).toISOString();
          const test = await filled(seconds.length, undefined, at);
          const whole = await follow(test, seconds.length + 1);
          const store = new FaultyStore(test.store);
          store.batchesBeforeDrop = batchesBeforeDrop;
          const first = await follow({ ...test, store, batchSize }, 1 + (cut % seconds.length));
          const rest = await follow({ ...test, store, batchSize, from: first.status.point }, seconds.length + 1 - first.entries.length);
          expect([...first.entries, ...rest.entries]).toEqual(whole.entries);
          expect(whole.entries.map((entry) => entry.index)).toEqual(whole.entries.map((_, i) => i));
          let maximum = '';
          for (const { effectiveAt, event } of whole.entries) {
            if (event.metadata.recordedAt > maximum) maximum = event.metadata.recordedAt;
            expect(effectiveAt).toBe(maximum);
          }
        },
      ),
      { seed: 11, numRuns: 40 },
    );
  });

  it('backs off, longer each time, while nothing comes, and says why', async () => {
    const test = await filled(1);
    const store = new FaultyStore(test.store);
    store.batchesBeforeDrop = 1;
    const stop = new AbortController();
    const pauses: number[] = [];
    const sleep = async (ms: number) => {
      pauses.push(ms);
      if (pauses.length === 6) stop.abort();
    };
    const follower = followLog({
      ...test,
      store,
      signal: stop.signal,
      backoff: { minMs: 100, maxMs: 800, random: () => 0.5, sleep },
      apply: () => undefined,
    });
    await follower.done;
    expect(pauses).toEqual([75, 150, 300, 600, 600, 600]);
    expect(follower.status).toMatchObject({ state: 'ended', atHead: false, point: { index: 1 } });
    expect(follower.status.error).toMatch(/subscription ended|connection lost/);
  });

  it('stops visibly at an event that it does not know, after applying all before it', async () => {
    const test = await filled(2);
    const { entries, status } = await follow({ store: test.store, registry: new EventRegistry() }, 3);
    expect(entries.map((entry) => entry.event.type)).toEqual(['LedgerOpened']);
    expect(status).toMatchObject({ state: 'stopped', stoppedAt: 1, point: { index: 0 } });
    expect(status.error).toContain('unknown event type Added');
  });

  it('stops visibly where an entry can’t be applied, and does not pass it', async () => {
    const test = await filled(4);
    const seen: number[] = [];
    const apply = (entries: readonly LogEntry[]) => {
      for (const { index } of entries) {
        if (index === 2) throw new Error('poison');
        seen.push(index);
      }
    };
    const { status } = await follow({ ...test, batchSize: 1, apply }, 5);
    expect(seen).toEqual([0, 1]);
    expect(status).toMatchObject({ state: 'stopped', stoppedAt: 2, point: { index: 1 } });
  });
});

describe('A clock error', () => {
  it('takes the wrong stamp out of the maximum from its record on, also for who begins behind it', async () => {
    const stamps = ['2025-02-01T00:00:00.000Z', '2035-01-01T00:00:00.000Z'];
    const test = await filled(2, undefined, (i) => stamps[i] as string);
    const wrong = (await follow(test, 3)).entries[2]!;
    expect(test.ledger.time.last).toBe(stamps[1]);
    await test.runner.execute({
      decider: ledgerDecider,
      id: 'main',
      command: { type: 'RecordClockError', index: wrong.index, eventId: wrong.event.id, reason: '电池耗尽' },
      caller: { account: 'root', role: 'admin' },
      key: 'c',
      at: '2025-02-01T00:10:00.000Z',
      extra: async () => ({ eventAtIndex: wrong.event.id }),
    });
    const later = '2025-02-01T00:20:00.000Z';
    const whole = await follow({ ...test, time: test.ledger.time }, 4);
    expect(whole.entries.map((entry) => entry.effectiveAt)).toEqual([
      '2025-01-02T03:04:05.678Z',
      stamps[0],
      stamps[1],
      '2025-02-01T00:10:00.000Z',
    ]);
    expect(test.ledger.time.last).toBe('2025-02-01T00:10:00.000Z');
    // Whoever reads the log again passes the wrong stamp, and must not take it for the time.
    const times: string[] = [];
    const again = await follow({ ...test, time: test.ledger.time, batchSize: 1, apply: () => void times.push(test.ledger.time.last) }, 4);
    expect(again.entries).toEqual(whole.entries);
    expect(new Set(times)).toEqual(new Set(['2025-02-01T00:10:00.000Z']));
    await test.runner.execute({ decider: counter, id: '1', command: { type: 'Add', n: 1 }, caller: someCaller, key: 'l', at: later });
    const from: LogPoint = whole.status.point!;
    expect((await follow({ ...test, from }, 1)).entries[0]).toMatchObject({ index: 4, effectiveAt: later });
  });
});
