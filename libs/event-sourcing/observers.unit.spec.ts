import { MemoryEventStore } from '#libs/event-store/memory';
import type { EventStore } from '#libs/event-store';
import { followLog, type FollowObserver, type LogEntry } from './index.js';
import { counter, type CounterCommand, counterEvents, FaultyStore, someCaller, testLedger } from './testing/index.js';

const backoff = { minMs: 0, maxMs: 0, random: () => 0, sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) };
const persistence = { tries: 3, minMs: 0, maxMs: 0, sleep: () => Promise.resolve() };

describe('Who looks on at the command runner', () => {
  const open = async (store: EventStore) => {
    const seen: string[] = [];
    const observe = {
      raceLost: () => void seen.push('race lost'),
      storeSilent: () => void seen.push('store silent'),
      repeated: () => void seen.push('repeated'),
    };
    const { runner } = await testLedger([counterEvents], { store, persistence, observe });
    const add = (key: string) => runner.execute({ decider: counter, id: '1', command: { type: 'Add', n: 1 }, caller: someCaller, key });
    return { seen, add };
  };

  it('is told of lost races, of a silent store and of repetitions, and of nothing else', async () => {
    const inner = new MemoryEventStore();
    const store = new FaultyStore(inner);
    const [node, other] = [await open(store), await open(inner)];
    await node.add('a');
    expect(node.seen).toEqual([]);
    store.appendFaults.push('notReached', async () => void (await other.add('overtaking')));
    await node.add('b');
    expect(node.seen.splice(0)).toEqual(['store silent', 'race lost']);
    await node.add('a');
    expect(node.seen).toEqual(['repeated']);
    expect(other.seen).toEqual([]);
  });
});

describe('Who looks on at a follower', () => {
  const follow = async (store: FaultyStore, observe: FollowObserver, apply: (entries: readonly LogEntry[]) => void = () => undefined) => {
    const { registry, runner } = await testLedger([counterEvents], { store });
    const stop = new AbortController();
    const follower = followLog({ store, registry, apply, signal: stop.signal, backoff, observe });
    const send = (command: CounterCommand, key: string) => runner.execute({ decider: counter, id: '1', command, caller: someCaller, key });
    return { follower, stop, send };
  };

  it('stands around the work on each batch, and is told of each drop and its error', async () => {
    const store = new FaultyStore(new MemoryEventStore());
    store.batchesBeforeDrop = 1;
    const drops: unknown[] = [];
    const batches: [number, boolean][] = [];
    const { follower, stop } = await follow(store, {
      async applying(entries, head, apply) {
        batches.push([entries.length, head]);
        await apply();
      },
      dropped: (error, nth) => void drops.push([error instanceof Error ? error.message : error, nth]),
    });
    while (drops.length < 2) await new Promise(setImmediate);
    stop.abort();
    await follower.done;
    expect(batches[0]).toEqual([1, true]);
    expect(drops.slice(0, 2)).toEqual([
      [undefined, 1],
      ['connection lost', 2],
    ]);
  });

  it('is told where it stopped and why', async () => {
    const poison = new TypeError('no');
    const stops: unknown[] = [];
    const { follower, send } = await follow(
      new FaultyStore(new MemoryEventStore()),
      { stopped: (index, error) => void stops.push([index, error]) },
      (entries) => {
        if (entries.some(({ event }) => event.stream === 'counter-1')) throw poison;
      },
    );
    await send({ type: 'Add', n: 1 }, 'k');
    await follower.done;
    expect(stops).toEqual([[1, poison]]);
  });
});
