import assert from 'node:assert/strict';
import type { LogBatch, StoredEvent } from '../port.js';
import type { ContractCheck } from './harness.js';
import { eventsOf, fill, follow, lastPosition, places, readLog, streamOf, turns } from './support.js';

/** Catch-up subscriptions. */
export const subscribing: readonly ContractCheck[] = [
  {
    name: 'a subscription gives what stands there, then what comes, each event once and in order',
    async run(harness) {
      const store = await harness.open();
      await fill(harness, store, 'a', 5);
      let more: Promise<unknown> | undefined;
      const seen = await follow(harness, store, (events, head) => {
        if (head && !more) more = fill(harness, store, 'b', 5);
        return events.length >= 10;
      });
      await more;
      assert.deepEqual(places(seen), places(await readLog(harness, store)));
    },
  },
  {
    name: 'a subscription says when it has reached the end of the log, also of an empty one',
    async run(harness) {
      const store = await harness.open();
      assert.deepEqual(await follow(harness, store, (_, head) => head), []);
      await fill(harness, store, 'a', 6);
      for (const batchSize of [1, 2, 3, 4, 6, 7, 100]) {
        const seen = await follow(harness, store, (_, head) => head, { batchSize });
        assert.equal(seen.length, 6, `the head with batches of ${batchSize}`);
      }
    },
  },
  {
    name: 'a consumer that stops anywhere and begins again from its last position gets each event once',
    async run(harness) {
      const store = await harness.open();
      const stream = streamOf(harness, 'a');
      for (let n = 0; n < 10; n++) await store.append(stream, n === 0 ? 'noStream' : n * 20 - 1, eventsOf(harness, `a ${n}`, 20));
      const log = await readLog(harness, store);
      for (const stop of [1, 50, 51, 130, 199, 200]) {
        const first = await follow(harness, store, (events) => events.length >= stop, { batchSize: 50 });
        const rest: StoredEvent[] = await follow(harness, store, (_, head) => head, { batchSize: 50, after: lastPosition(first) });
        assert.deepEqual(places([...first, ...rest]), places(log), `stopped after ${first.length}`);
      }
    },
  },
  {
    name: 'a batch is no larger than asked for, and a consumer that does not come back keeps nobody waiting',
    async run(harness) {
      const store = await harness.open();
      await fill(harness, store, 'a', 9);
      const ending = new AbortController();
      const batches = store.subscribe({ after: harness.beginning, batchSize: 4, signal: ending.signal })[Symbol.asyncIterator]();
      const first = await batches.next();
      await fill(harness, store, 'b', 9);
      const sizes = [first.value?.events.length];
      for (let n = 0; n < 4; n++) sizes.push(((await batches.next()).value as LogBatch).events.length);
      assert.deepEqual(sizes, [4, 4, 4, 4, 2]);
      ending.abort();
      assert.equal((await batches.next()).done, true);
    },
  },
  {
    name: 'an abort ends a subscription at once and without an error, whether it waits, works or has not begun',
    async run(harness) {
      const store = await harness.open();
      await fill(harness, store, 'a', 3);
      const waiting = new AbortController();
      const batches = store.subscribe({ after: await store.head(), signal: waiting.signal })[Symbol.asyncIterator]();
      await batches.next();
      const next = batches.next();
      await turns(3);
      waiting.abort();
      assert.equal((await next).done, true);

      const working = new AbortController();
      let seen = 0;
      for await (const batch of store.subscribe({ after: harness.beginning, batchSize: 1, signal: working.signal })) {
        seen += batch.events.length;
        working.abort();
      }
      assert.equal(seen, 1);
      for await (const batch of store.subscribe({ signal: AbortSignal.abort() }))
        assert.fail(`${batch.events.length} events after the abort`);
    },
  },
  {
    name: 'subscriptions do not take events from each other',
    async run(harness) {
      const store = await harness.open();
      const followers = Array.from({ length: 5 }, (_, n) => follow(harness, store, (events) => events.length >= 20, { batchSize: n + 1 }));
      await fill(harness, store, 'a', 20);
      const log = places(await readLog(harness, store));
      for (const seen of await Promise.all(followers)) assert.deepEqual(places(seen), log);
    },
  },
  {
    name: 'a subscription that waits hears of what another process writes',
    async run(harness) {
      const [store, other] = [await harness.open(), await harness.open()];
      let written: Promise<unknown> | undefined;
      const seen = await follow(harness, store, (events, head) => {
        if (head && !written) written = fill(harness, other, 'a', 3);
        return events.length >= 3;
      });
      await written;
      assert.deepEqual(places(seen), places(await readLog(harness, store)));
    },
  },
];
