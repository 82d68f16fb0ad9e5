import {
  ANY,
  type AppendExpectedRevision,
  binaryEvent,
  type EventData,
  type EventStoreDBClient,
  MaxAppendSizeExceededError,
  NO_STREAM,
  STREAM_EXISTS,
  StreamDeletedError,
  StreamNotFoundError,
  UnknownError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { LoopbackLog, type LoopbackServer, startLoopback } from './index.js';
import { collected, errorOf, event, events, idOf, plainClient } from './plain-client.js';

// What 23.10.6 answered to the same requests stands here; every expectation was compared with it.
describe('The loopback server takes appends as EventStoreDB does', () => {
  let server: LoopbackServer;
  let client: EventStoreDBClient;
  beforeEach(async () => {
    server = await startLoopback({ log: new LoopbackLog({ systemEventEvery: 0 }) });
    client = plainClient(server.url);
  });
  afterEach(async () => {
    await client.dispose();
    await server.stop();
  });

  const append = async (expectedRevision: AppendExpectedRevision, what: EventData[], stream = 'park-1') => {
    const { nextExpectedRevision, position } = await client.appendToStream(stream, what, { expectedRevision });
    return { revision: nextExpectedRevision, position: position?.commit };
  };
  const refused = async (expectedRevision: AppendExpectedRevision, what: EventData[], stream = 'park-1') => {
    const error = await errorOf(append(expectedRevision, what, stream));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    const { expectedVersion, actualVersion } = error as WrongExpectedVersionError;
    return [expectedVersion, actualVersion];
  };
  const positions = async () => collected(client.readStream('park-1'), ({ event: recorded }) => recorded?.position?.commit);

  it('only at the exact revision, and says which one it is', async () => {
    expect(await append(NO_STREAM, [event(1)])).toMatchObject({ revision: 0n });
    expect(await append(0n, events(2, 2))).toMatchObject({ revision: 2n });
    expect(await refused(NO_STREAM, [event(4)])).toEqual(['no_stream', 2n]);
    expect(await refused(1n, [event(4)])).toEqual([1n, 2n]);
    expect(await refused(7n, [event(4)])).toEqual([7n, 2n]);
    expect(await refused(0n, [event(4)], 'park-2')).toEqual([0n, 'no_stream']);
    expect(await refused(STREAM_EXISTS, [event(4)], 'park-2')).toEqual(['stream_exists', 'no_stream']);
    expect(await append(STREAM_EXISTS, [event(4)])).toMatchObject({ revision: 3n });
    expect(await append(ANY, [event(5)], 'park-2')).toMatchObject({ revision: 0n });
  });

  it('again by their ids alone, with the first positions, whatever the bodies say', async () => {
    const first = await append(NO_STREAM, [event(1)]);
    const more = await append(0n, events(2, 3));
    const [, second, third] = await positions();
    expect(await append(NO_STREAM, [event(1, { other: 1 })])).toEqual(first);
    expect(await append(0n, events(2, 3))).toEqual(more);
    expect(await append(0n, events(2, 1))).toEqual({ revision: 1n, position: second });
    expect(await append(1n, events(3, 1))).toEqual({ revision: 2n, position: third });
    expect(await append(ANY, events(2, 2))).toEqual({ revision: 2n, position: third });
    expect((await positions()).length).toBe(4);
  });

  it('not with an old id before a new one, nor with an old id at another place', async () => {
    await append(NO_STREAM, events(1, 3));
    expect(await refused(NO_STREAM, [event(1), event(9)])).toEqual(['no_stream', 2n]);
    expect(await refused(NO_STREAM, events(1, 4))).toEqual(['no_stream', 2n]);
    expect(await refused(NO_STREAM, [event(2)])).toEqual(['no_stream', 2n]);
    expect(await refused(ANY, [event(2), event(9)])).toEqual(['any', 2n]);
    expect(await append(2n, [event(1)])).toMatchObject({ revision: 3n });
    expect(await append(NO_STREAM, [event(1)], 'park-2')).toMatchObject({ revision: 0n });
  });

  it('with the same id twice in one append as two events', async () => {
    expect(await append(NO_STREAM, [event(1), event(1)])).toMatchObject({ revision: 1n });
    expect(await collected(client.readStream('park-1'), ({ event: recorded }) => recorded?.id)).toEqual([idOf(1), idOf(1)]);
  });

  it('without events at revision 0, and makes no stream', async () => {
    expect(await append(NO_STREAM, [])).toMatchObject({ revision: 0n });
    expect(await append(NO_STREAM, [])).toMatchObject({ revision: 0n });
    expect(await errorOf(positions())).toBeInstanceOf(StreamNotFoundError);
    await append(NO_STREAM, events(1, 3));
    expect(await append(2n, [])).toMatchObject({ revision: 2n });
    expect(await refused(0n, [])).toEqual([0n, 2n]);
  });

  it('up to 1,048,576 bytes of data, counted over the whole append and without metadata', async () => {
    const bytes = (n: number, size: number) =>
      binaryEvent({ id: idOf(n), type: 'Big', data: new Uint8Array(size), metadata: new Uint8Array(1000) });
    await append(NO_STREAM, [bytes(1, 524_288), bytes(2, 524_288)]);
    const error = await errorOf(append(1n, [bytes(3, 524_288), bytes(4, 524_289)]));
    expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
    expect((error as MaxAppendSizeExceededError).maxAppendSize).toBe(1_048_576);
    expect(await append(1n, [event(5)])).toMatchObject({ revision: 2n });
  });

  it('from 64 callers at once, each answered with its own', async () => {
    const callers = Array.from({ length: 64 }, (_, n) => append(NO_STREAM, events(100 * n, n + 1), `park-${n}`));
    expect((await Promise.all(callers)).map(({ revision }) => revision)).toEqual(callers.map((_, n) => BigInt(n)));
  });

  it('with credentials in a call of their own, with the same answers', async () => {
    const credentials = { username: 'admin', password: 'changeit' };
    const alone = (expectedRevision: AppendExpectedRevision, what: EventData[]) =>
      client.appendToStream('park-1', what, { expectedRevision, credentials });
    const first = await alone(NO_STREAM, events(1, 2));
    expect(first).toMatchObject({ success: true, nextExpectedRevision: 1n });
    expect(await alone(NO_STREAM, events(1, 2))).toEqual(first);
    const error = await errorOf(alone(5n, [event(9)]));
    expect(error).toMatchObject({ streamName: 'park-1', expectedVersion: 5n, actualVersion: 1n });
    const large = binaryEvent({ type: 'Big', data: new Uint8Array(1_048_577) });
    expect(await errorOf(alone(1n, [large]))).toBeInstanceOf(MaxAppendSizeExceededError);
  });

  it('after a soft deletion at the revisions that follow, after a tombstone never again', async () => {
    await append(NO_STREAM, events(1, 2));
    await client.deleteStream('park-1', { expectedRevision: 1n });
    expect(await errorOf(positions())).toBeInstanceOf(StreamNotFoundError);
    expect(await append(NO_STREAM, [event(3)])).toMatchObject({ revision: 2n });
    expect(await collected(client.readStream('park-1'), ({ event: recorded }) => recorded?.revision)).toEqual([2n]);
    await client.tombstoneStream('park-1');
    expect(await errorOf(positions())).toBeInstanceOf(StreamDeletedError);
    expect(await errorOf(append(2n, [event(4)]))).toBeInstanceOf(StreamDeletedError);
    expect(await errorOf(client.deleteStream('park-9'))).toBeInstanceOf(WrongExpectedVersionError);
  });

  it('not with an id that is none: the client does not know the answer', async () => {
    const bad = { ...event(1), id: 'park-1@0' };
    expect(await errorOf(append(NO_STREAM, [bad]))).toBeInstanceOf(UnknownError);
  });
});
