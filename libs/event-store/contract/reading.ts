import assert from 'node:assert/strict';
import { comparePositions } from '../port.js';
import type { ContractCheck } from './harness.js';
import { eventsOf, fill, lastPosition, places, readLog, readStream, streamOf, turns } from './support.js';

const revisions = (events: readonly { revision: number }[]): number[] => events.map((event) => event.revision);

/** Reading one stream, and the log up to its end. */
export const reading: readonly ContractCheck[] = [
  {
    name: 'a stream is read forwards and backwards, from any revision, up to any number',
    async run(harness) {
      const store = await harness.open();
      const stream = await fill(harness, store, 'a', 7);
      await fill(harness, store, 'b', 2);
      assert.deepEqual(revisions(await readStream(store, stream)), [0, 1, 2, 3, 4, 5, 6]);
      assert.deepEqual(revisions(await readStream(store, stream, { from: 5 })), [5, 6]);
      assert.deepEqual(revisions(await readStream(store, stream, { from: 2, maxCount: 3 })), [2, 3, 4]);
      assert.deepEqual(revisions(await readStream(store, stream, { from: 7 })), []);
      assert.deepEqual(revisions(await readStream(store, stream, { direction: 'backwards' })), [6, 5, 4, 3, 2, 1, 0]);
      assert.deepEqual(revisions(await readStream(store, stream, { direction: 'backwards', maxCount: 1 })), [6]);
      assert.deepEqual(revisions(await readStream(store, stream, { direction: 'backwards', from: 2 })), [2, 1, 0]);
      assert.deepEqual(revisions(await readStream(store, stream, { direction: 'backwards', from: 99, maxCount: 2 })), [6, 5]);
    },
  },
  {
    name: 'a stream that does not exist reads as empty, without a page',
    async run(harness) {
      const store = await harness.open();
      for (const direction of ['forwards', 'backwards'] as const) {
        for await (const page of store.readStream(streamOf(harness, 'none'), { direction })) assert.fail(`a page of ${page.length} events`);
      }
    },
  },
  {
    name: 'a stream of many pages comes whole, in order',
    async run(harness) {
      const store = await harness.open();
      const stream = streamOf(harness, 'long');
      for (let n = 0; n < 10; n++) await store.append(stream, n === 0 ? 'noStream' : n * 100 - 1, eventsOf(harness, `long ${n}`, 100));
      const expected = Array.from({ length: 1000 }, (_, n) => n);
      assert.deepEqual(revisions(await readStream(store, stream)), expected);
      assert.deepEqual(revisions(await readStream(store, stream, { direction: 'backwards' })), expected.toReversed());
      assert.deepEqual(revisions(await readLog(harness, store)), expected);
    },
  },
  {
    name: 'the log holds every stream once, in the order of appends, its positions rising',
    async run(harness) {
      const store = await harness.open();
      const order: string[] = [];
      for (let n = 0; n < 12; n++) {
        const name = `s${n % 4}`;
        const revision = Math.floor(n / 4);
        await store.append(streamOf(harness, name), revision === 0 ? 'noStream' : revision - 1, eventsOf(harness, `${name} ${n}`));
        order.push(`${streamOf(harness, name)}@${revision}`);
      }
      const log = await readLog(harness, store);
      assert.deepEqual(
        log.map((event) => `${event.stream}@${event.revision}`),
        order,
      );
      log.slice(1).forEach((event, n) => assert.equal(comparePositions(log[n]!.position, event.position), -1, 'positions rise'));
      const byStream = await readStream(store, streamOf(harness, 's2'));
      assert.deepEqual(
        byStream,
        log.filter((event) => event.stream === streamOf(harness, 's2')),
      );
    },
  },
  {
    name: 'the log is read behind any position, up to any number, and stays the same after a restart',
    async run(harness) {
      const store = await harness.open();
      await fill(harness, store, 'a', 5);
      await fill(harness, store, 'b', 5);
      const log = await readLog(harness, store);
      for (const [n, event] of log.entries()) {
        assert.deepEqual(await readLog(harness, store, { after: event.position }), log.slice(n + 1));
        assert.deepEqual(await readLog(harness, store, { after: event.position, maxCount: 2 }), log.slice(n + 1, n + 3));
      }
      await store.close();
      const reopened = await harness.open();
      assert.deepEqual(await readLog(harness, reopened), log);
    },
  },
  {
    name: 'the head is the position of the last event of the log',
    async run(harness) {
      const store = await harness.open();
      assert.equal(await store.head(), harness.beginning);
      await fill(harness, store, 'a', 3);
      assert.equal(await store.head(), lastPosition(await readLog(harness, store)));
      const { position } = await store.append(streamOf(harness, 'b'), 'noStream', eventsOf(harness, 'b', 2));
      assert.equal(await store.head(), position);
    },
  },
  {
    name: 'the stream of checkpoints and the store’s own streams are no part of the log, but can be read',
    async run(harness) {
      const store = await harness.open();
      await fill(harness, store, 'a', 1);
      const outside = ['checkpoint', `$settings-${harness.scope}`];
      for (const stream of outside) {
        const [end] = await readStream(store, stream, { direction: 'backwards', maxCount: 1 });
        const written = await store.append(stream, end?.revision ?? 'noStream', eventsOf(harness, `outside ${stream}`));
        const [now] = await readStream(store, stream, { direction: 'backwards', maxCount: 1 });
        assert.deepEqual([now?.revision, now?.stream], [written.revision, stream]);
      }
      const inside = await store.append(streamOf(harness, 'a'), 0, eventsOf(harness, 'inside'));
      await store.append(`$settings-${harness.scope}`, 0, eventsOf(harness, 'outside again'));
      const log = await readLog(harness, store);
      assert.deepEqual(places(log), places(await readStream(store, streamOf(harness, 'a'))));
      assert.equal(await store.head(), inside.position);
    },
  },
  {
    name: 'a long read lets the event loop go round',
    async run(harness) {
      const store = await harness.open();
      const stream = streamOf(harness, 'long');
      for (let n = 0; n < 20; n++) await store.append(stream, n === 0 ? 'noStream' : n * 100 - 1, eventsOf(harness, `long ${n}`, 100));
      let rounds = 0;
      let reading = true;
      const others = (async () => {
        for (; reading; rounds++) await turns(1);
      })();
      const events = await readLog(harness, store);
      reading = false;
      await others;
      assert.equal(events.length, 2000);
      assert.ok(rounds >= 4, `${rounds} rounds of the event loop while 2000 events were read`);
    },
  },
];
