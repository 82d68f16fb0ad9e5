import assert from 'node:assert/strict';
import { StoreClosedError, StoreUnavailableError } from '../errors.js';
import type { ContractCheck } from './harness.js';
import { eventsOf, fill, places, readLog, readStream, refused, streamOf, turns } from './support.js';

/** How long the adapter may try while the database is held by another. */
const PATIENCE_MS = 300;
/** Far below what a free event loop makes in that time (tens of thousands), far above what one that stands still makes (a handful). */
const FEWEST_TURNS = 100;

/** Closing, and a database that somebody else holds. */
export const lasting: readonly ContractCheck[] = [
  {
    name: 'closing finishes the appends that wait, ends the subscriptions, and refuses everything after',
    async run(harness) {
      const store = await harness.open();
      await fill(harness, store, 'a', 1);
      const batches = store.subscribe({ after: harness.beginning, signal: new AbortController().signal })[Symbol.asyncIterator]();
      await batches.next();
      const next = batches.next().then(
        (result) => result.done === true,
        (error: unknown) => error instanceof StoreClosedError,
      );
      const pending = Array.from({ length: 70 }, (_, n) =>
        store.append(streamOf(harness, `p${n}`), 'noStream', eventsOf(harness, `p${n}`)),
      );
      await Promise.all([store.close(), store.close()]);
      assert.equal((await Promise.all(pending)).length, 70);
      assert.equal(await next, true, 'the subscription ended');
      await refused(store.append(streamOf(harness, 'late'), 'noStream', eventsOf(harness, 'late')), StoreClosedError, 'append');
      await refused(readStream(store, streamOf(harness, 'a')), StoreClosedError, 'readStream');
      await refused(readLog(harness, store), StoreClosedError, 'readAll');
      await refused(store.head(), StoreClosedError, 'head');
      const subscription = store.subscribe({ signal: new AbortController().signal })[Symbol.asyncIterator]();
      await refused(subscription.next(), StoreClosedError, 'subscribe');
      assert.equal((await readLog(harness, await harness.open())).length, 71);
    },
  },
  {
    name: 'while another process holds the database the event loop goes on, and the append says in time that it could not',
    needs: 'occupy',
    async run(harness) {
      const store = await harness.open({ patienceMs: PATIENCE_MS });
      const stream = await fill(harness, store, 'a', 1);
      const release = await harness.occupy!();
      let waiting = true;
      const attempt = refused(store.append(stream, 0, eventsOf(harness, 'busy')), StoreUnavailableError, 'a busy database').finally(() => {
        waiting = false;
      });
      let rounds = 0;
      for (; waiting; rounds++) await turns(1);
      try {
        await attempt;
        assert.ok(rounds >= FEWEST_TURNS, `the event loop went round only ${rounds} times while the append waited`);
      } finally {
        await release();
      }
      assert.equal((await store.append(stream, 0, eventsOf(harness, 'busy'))).revision, 1);
    },
  },
  {
    name: 'appends that met a busy database are written as soon as it is free, once and in their order',
    needs: 'occupy',
    async run(harness) {
      const store = await harness.open();
      const stream = await fill(harness, store, 'a', 1);
      const release = await harness.occupy!();
      const attempts = [0, 1, 2].map((n) => store.append(stream, n, eventsOf(harness, `waits ${n}`)));
      await turns(50);
      const before = await readStream(store, stream);
      await release();
      assert.deepEqual(
        (await Promise.all(attempts)).map((result) => result.revision),
        [1, 2, 3],
      );
      assert.equal(before.length, 1, 'a reader is not kept waiting by a writer');
      const expected = [before[0]!.id, ...[0, 1, 2].map((n) => eventsOf(harness, `waits ${n}`)[0]!.id)];
      assert.deepEqual(
        places(await readStream(store, stream)),
        expected.map((id, n) => `${stream}@${n} ${id}`),
      );
    },
  },
];
