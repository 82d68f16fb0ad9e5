import assert from 'node:assert/strict';
import { EventIdConflictError, WrongExpectedRevisionError } from '../errors.js';
import type { EventStore } from '../port.js';
import type { ContractCheck, StoreHarness } from './harness.js';
import { eventsOf, fill, places, readLog, readStream, refused, streamOf } from './support.js';

/** Two stores append other content under the same ids to one new stream, at the same moment. Asserts that just one is acknowledged: the one that is kept. */
async function rivals(harness: StoreHarness, stores: readonly EventStore[], name: string): Promise<void> {
  const stream = streamOf(harness, name);
  const proposals = stores.map((_, n) => eventsOf(harness, name, 2, { data: `{"sentBy":${n}}` }));
  const outcomes = await Promise.allSettled(stores.map((store, n) => store.append(stream, 'noStream', proposals[n]!)));
  const taken = outcomes.flatMap((outcome, n) => (outcome.status === 'fulfilled' ? [n] : []));
  assert.equal(taken.length, 1, `${taken.length} of two that sent other content under the same ids were acknowledged`);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') assert.ok(outcome.reason instanceof EventIdConflictError, String(outcome.reason));
  }
  for (const store of stores) {
    assert.deepEqual(
      (await readStream(store, stream)).map(({ id, data }) => ({ id, data })),
      proposals[taken[0]!]!.map(({ id, data }) => ({ id, data })),
    );
  }
}

/** The same append again: what a caller does who does not know whether the first one was written. */
export const repeating: readonly ContractCheck[] = [
  {
    name: 'the same events at the same revision answer as at first and write nothing, also later and after a restart',
    async run(harness) {
      const store = await harness.open();
      const stream = await fill(harness, store, 'a', 2);
      const first = await store.append(stream, 1, eventsOf(harness, 'again', 2));
      assert.deepEqual(await store.append(stream, 1, eventsOf(harness, 'again', 2)), first);
      await store.append(stream, 3, eventsOf(harness, 'later'));
      assert.deepEqual(await store.append(stream, 1, eventsOf(harness, 'again', 2)), first);
      await store.close();
      const reopened = await harness.open();
      assert.deepEqual(await reopened.append(stream, 1, eventsOf(harness, 'again', 2)), first);
      assert.equal((await readStream(reopened, stream)).length, 5);
      assert.equal((await readLog(harness, reopened)).length, 5);
    },
  },
  {
    name: 'a repetition may differ in the time at which it was tried; the first stays, and the answer says that it does',
    async run(harness) {
      const store = await harness.open();
      const stream = streamOf(harness, 'a');
      const first = await store.append(stream, 'noStream', eventsOf(harness, 'one'));
      const again = eventsOf(harness, 'one', 1, { recordedAt: '2024-03-01T09:00:00.000Z' });
      assert.deepEqual(await store.append(stream, 'noStream', again), { ...first, recordedBefore: true });
      assert.match((await readStream(store, stream))[0]!.metadata, /T08:00/);
    },
  },
  {
    name: 'the same append sent twice at once is written once',
    async run(harness) {
      const store = await harness.open();
      const stream = streamOf(harness, 'a');
      const answers = await Promise.all(Array.from({ length: 8 }, () => store.append(stream, 'noStream', eventsOf(harness, 'one', 2))));
      for (const answer of answers) assert.deepEqual(answer, answers[0]);
      assert.equal((await readStream(store, stream)).length, 2);
    },
  },
  {
    name: 'old events with a new one behind them are no repetition',
    async run(harness) {
      const store = await harness.open();
      const stream = streamOf(harness, 'a');
      await store.append(stream, 'noStream', eventsOf(harness, 'one', 2));
      await refused(
        store.append(stream, 'noStream', eventsOf(harness, 'one', 3)),
        WrongExpectedRevisionError,
        'two old events and a new one',
      );
      assert.equal((await readStream(store, stream)).length, 2);
    },
  },
  {
    name: 'an id that is taken by other content is a conflict, whatever differs',
    async run(harness) {
      const store = await harness.open();
      const stream = streamOf(harness, 'a');
      await store.append(stream, 'noStream', eventsOf(harness, 'one', 2));
      const before = await readStream(store, stream);
      const others = {
        data: { data: '{"name":"other"}' },
        type: { type: 'ParkRegistered' },
        commandId: { commandId: '00000000-0000-5000-8000-000000000000' },
        inputHash: { inputHash: 'f'.repeat(64) },
      };
      for (const [what, changes] of Object.entries(others)) {
        const attempt = store.append(stream, 'noStream', eventsOf(harness, 'one', 2, changes));
        const error = await refused(attempt, EventIdConflictError, `other ${what}`);
        assert.deepEqual([error.stream, error.eventId], [stream, before[0]!.id]);
      }
      assert.deepEqual(await readStream(store, stream), before);
    },
  },
  {
    name: 'the same ids with other content sent at once from two processes: one is taken, the other is told of the conflict',
    async run(harness) {
      const stores = [await harness.open(), await harness.open()] as const;
      for (const { rounds, atOnce } of [
        { rounds: 40, atOnce: 1 },
        { rounds: 4, atOnce: 64 },
      ]) {
        for (let round = 0; round < rounds; round++) {
          const names = Array.from({ length: atOnce }, (_, n) => `${atOnce}x${round}x${n}`);
          await Promise.all(names.map((name, n) => rivals(harness, n % 2 === 0 ? stores : [stores[1], stores[0]], name)));
        }
      }
    },
  },
  {
    name: 'an id twice in one append is a conflict',
    async run(harness) {
      const store = await harness.open();
      const stream = streamOf(harness, 'a');
      const [one] = eventsOf(harness, 'one');
      await refused(store.append(stream, 'noStream', [one!, one!]), EventIdConflictError, 'one id twice');
      assert.deepEqual(await readStream(store, stream), []);
    },
  },
  {
    name: 'an id belongs to one place in the whole store',
    needs: 'idsUniqueInStore',
    async run(harness) {
      const store = await harness.open();
      const stream = streamOf(harness, 'a');
      await store.append(stream, 'noStream', eventsOf(harness, 'one'));
      await refused(store.append(streamOf(harness, 'b'), 'noStream', eventsOf(harness, 'one')), EventIdConflictError, 'in another stream');
      await refused(store.append(stream, 0, eventsOf(harness, 'one')), EventIdConflictError, 'at the next revision');
      assert.deepEqual(places(await readLog(harness, store)), places(await readStream(store, stream)));
    },
  },
];
