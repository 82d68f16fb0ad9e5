import assert from 'node:assert/strict';
import { AppendTooLargeError, WrongExpectedRevisionError } from '../errors.js';
import { type ExpectedRevision, MAX_APPEND_BYTES } from '../port.js';
import type { ContractCheck, StoreHarness } from './harness.js';
import { eventsOf, fill, places, readLog, readStream, refused, streamOf } from './support.js';

/** Appends at a wrong revision and asserts that the refusal says so and leaves the stream as it was. */
async function refusedAt(harness: StoreHarness, length: number, expected: ExpectedRevision): Promise<void> {
  const store = await harness.open();
  const stream = await fill(harness, store, 'a', length);
  const before = await readStream(store, stream);
  const error = await refused(
    store.append(stream, expected, eventsOf(harness, 'wrong')),
    WrongExpectedRevisionError,
    `revision ${expected} expected of a stream of ${length}`,
  );
  assert.deepEqual(
    { stream: error.stream, expected: error.expected, actual: error.actual },
    { stream, expected, actual: length ? length - 1 : 'noStream' },
  );
  assert.deepEqual(await readStream(store, stream), before);
}

/** One append to one stream: exact revisions, all or nothing, kept to the byte. */
export const appending: readonly ContractCheck[] = [
  {
    name: 'revisions of a stream count from 0, and the answer names the last event',
    async run(harness) {
      const store = await harness.open();
      const stream = streamOf(harness, 'a');
      const first = await store.append(stream, 'noStream', eventsOf(harness, 'one', 3));
      const second = await store.append(stream, 2, eventsOf(harness, 'two'));
      const stored = await readStream(store, stream);
      assert.deepEqual([first.revision, second.revision], [2, 3]);
      assert.deepEqual(
        stored.map((event) => event.revision),
        [0, 1, 2, 3],
      );
      assert.deepEqual([first.position, second.position], [stored[2]?.position, stored[3]?.position]);
    },
  },
  {
    name: 'an event is kept to the byte',
    async run(harness) {
      const store = await harness.open();
      const stream = streamOf(harness, 'bytes');
      const data = '{"b":"第二","a":"\\u0000 \\" \\\\ 😀","zero":"0.10","list":[ ],"n":-1}';
      const events = eventsOf(harness, 'bytes', 2, { data, type: 'ParkRegistered' });
      await store.append(stream, 'noStream', events);
      await store.close();
      const reopened = await harness.open();
      const stored = await readStream(reopened, stream);
      assert.deepEqual(
        stored.map(({ id, type, data, metadata }) => ({ id, type, data, metadata })),
        events,
      );
      assert.ok(stored.every((event) => event.stream === stream));
    },
  },
  {
    name: 'a stream that exists is not new',
    run: (harness) => refusedAt(harness, 2, 'noStream'),
  },
  {
    name: 'a stream that does not exist stands at no revision',
    async run(harness) {
      await refusedAt(harness, 0, 9);
      await refusedAt(harness, 0, 0);
    },
  },
  {
    name: 'a revision that the stream has left is refused',
    run: (harness) => refusedAt(harness, 3, 1),
  },
  {
    name: 'a revision that the stream has not reached is refused',
    run: (harness) => refusedAt(harness, 3, 3),
  },
  {
    name: 'after a refused append the next one finds the stream as it stood',
    async run(harness) {
      const store = await harness.open();
      const stream = await fill(harness, store, 'a', 2);
      const log = places(await readLog(harness, store));
      for (const wrong of [0, 2, 7, 'noStream'] as const) {
        await refused(store.append(stream, wrong, eventsOf(harness, `wrong ${wrong}`)), WrongExpectedRevisionError, `expected ${wrong}`);
      }
      assert.deepEqual(places(await readLog(harness, store)), log);
      assert.equal((await store.append(stream, 1, eventsOf(harness, 'right'))).revision, 2);
    },
  },
  {
    name: 'an append without events, or at a revision that is none, is a programming error',
    async run(harness) {
      const store = await harness.open();
      await refused(store.append(streamOf(harness, 'a'), 'noStream', []), TypeError, 'an empty append');
      await refused(store.append(streamOf(harness, 'a'), -1, eventsOf(harness, 'one')), TypeError, 'revision -1');
      await refused(store.append(streamOf(harness, 'a'), 0.5, eventsOf(harness, 'one')), TypeError, 'revision 0.5');
      assert.deepEqual(await readStream(store, streamOf(harness, 'a')), []);
    },
  },
  {
    name: 'an append of the greatest size is taken, one byte more is refused, counted in UTF-8',
    async run(harness) {
      const store = await harness.open();
      const stream = streamOf(harness, 'large');
      const metadataBytes = Buffer.byteLength(eventsOf(harness, 'large', 1)[0]!.metadata) * 2;
      const sized = (bytes: number): string => {
        const room = bytes - '{"t":""}'.length;
        return `{"t":"${'园'.repeat(Math.floor(room / 3))}${'x'.repeat(room % 3)}"}`;
      };
      const [one, two] = eventsOf(harness, 'large', 2);
      const half = Math.floor((MAX_APPEND_BYTES - metadataBytes) / 2);
      const rest = MAX_APPEND_BYTES - metadataBytes - half;
      const over = store.append(stream, 'noStream', [
        { ...one!, data: sized(half) },
        { ...two!, data: sized(rest + 1) },
      ]);
      const error = await refused(over, AppendTooLargeError, 'one byte over the limit');
      assert.deepEqual([error.bytes, error.limit], [MAX_APPEND_BYTES + 1, MAX_APPEND_BYTES]);
      assert.deepEqual(await readStream(store, stream), []);
      const largest = [
        { ...one!, data: sized(half) },
        { ...two!, data: sized(rest) },
      ];
      assert.equal((await store.append(stream, 'noStream', largest)).revision, 1);
      assert.deepEqual(
        (await readStream(store, stream)).map((event) => event.data),
        largest.map((event) => event.data),
      );
    },
  },
];
