import type { EventStore } from '#libs/event-store';
import { MemoryEventStore } from '#libs/event-store/memory';
import type { LogPoint } from '#libs/event-sourcing';
import { recorded } from '#libs/event-sourcing/testing';
import { canonicalJson } from '#libs/kernel';
import { LogLag, type LogLagOptions } from './log-lag.js';

const minute = (n: number): string => `2025-01-01T00:${String(n).padStart(2, '0')}:00.000Z`;

/** A store with events recorded a minute apart. */
async function storeOf(count: number): Promise<EventStore> {
  const store = new MemoryEventStore();
  for (let i = 0; i < count; i++) await appendAt(store, i);
  return store;
}

async function appendAt(store: EventStore, i: number): Promise<void> {
  const { id, metadata } = recorded({ event: { type: 'Added', data: {} }, at: minute(i) }, { stream: `s-${i}`, revision: 0 });
  await store.append(`s-${i}`, 'noStream', [{ id, type: 'Added', data: '{}', metadata: canonicalJson(metadata) }]);
}

async function pointAt(store: EventStore, index: number): Promise<LogPoint> {
  const positions: string[] = [];
  for await (const page of store.readAll()) positions.push(...page.map(({ position }) => position));
  return { index, position: positions[index] as string, effectiveAt: minute(index) };
}

/** A store that tells its head in a way of its own. */
const withHead = (store: EventStore, head: EventStore['head']): EventStore => ({
  append: (...append) => store.append(...append),
  readStream: (...read) => store.readStream(...read),
  readAll: (options) => store.readAll(options),
  subscribe: (options) => store.subscribe(options),
  close: () => store.close(),
  head,
});

describe('How far a follower is behind', () => {
  const lagOf = (store: EventStore, points: Readonly<Record<string, LogPoint | undefined>>, more: Partial<LogLagOptions> = {}) =>
    new LogLag({ store, now: () => minute(30), points: () => new Map(Object.entries(points)), ...more });

  it('is nothing at the head', async () => {
    const store = await storeOf(3);
    const lags = await lagOf(store, { reads: await pointAt(store, 2) }).measure();
    expect(lags.get('reads')).toEqual({ events: 0, seconds: 0 });
  });

  it('is counted from the follower that stands at the head; its age is that of the first event left over', async () => {
    const store = await storeOf(5);
    const lags = await lagOf(store, { reads: await pointAt(store, 4), slow: await pointAt(store, 1), fresh: undefined }).measure();
    expect(lags.get('slow')).toEqual({ events: 3, seconds: 28 * 60 });
    expect(lags.get('fresh')).toEqual({ events: 5, seconds: 30 * 60 });
  });

  it('is counted in the log where nobody stands at the head, up to a bound', async () => {
    const store = await storeOf(9);
    const points = { reads: await pointAt(store, 1) };
    expect((await lagOf(store, points).measure()).get('reads')?.events).toBe(7);
    expect((await lagOf(store, points, { countAtMost: 3 }).measure()).get('reads')?.events).toBe(3);
  });

  it('of an empty log is nothing', async () => {
    expect((await lagOf(new MemoryEventStore(), { reads: undefined }).measure()).get('reads')).toEqual({ events: 0, seconds: 0 });
  });

  it('is looked for once a second, however often somebody asks', async () => {
    const store = await storeOf(2);
    let [looks, now] = [0, 0];
    const counted = withHead(store, () => {
      looks++;
      return store.head();
    });
    const lag = lagOf(counted, { reads: await pointAt(store, 0) }, { elapsed: () => now });
    await Promise.all([lag.measure(), lag.measure()]);
    await appendAt(store, 2);
    now = 999;
    expect((await lag.measure()).get('reads')?.events).toBe(1);
    now = 1000;
    expect((await lag.measure()).get('reads')?.events).toBe(2);
    expect(looks).toBe(2);
  });

  it('is not told while the store is silent or refuses, and nobody waits for it', async () => {
    const store = await storeOf(1);
    const silent = withHead(store, () => new Promise(() => undefined));
    expect((await lagOf(silent, { reads: undefined }, { patienceMs: 1 }).measure()).size).toBe(0);
    const refusing = withHead(store, () => Promise.reject(new Error('no')));
    expect((await lagOf(refusing, { reads: undefined }).measure()).size).toBe(0);
  });
});
