import {
  type AllStreamResolvedEvent,
  BACKWARDS,
  binaryEvent,
  END,
  type EventStoreDBClient,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  START,
  StreamNotFoundError,
  UnknownError,
} from '@eventstore/db-client';
import { LoopbackLog, type LoopbackServer, startLoopback } from './index.js';
import { collected, errorOf, event, events, placeOf, plainClient } from './plain-client.js';

describe('The loopback server answers reads as EventStoreDB does', () => {
  let server: LoopbackServer;
  let client: EventStoreDBClient;
  beforeEach(async () => {
    server = await startLoopback({ log: new LoopbackLog({ systemEventEvery: 0 }) });
    client = plainClient(server.url);
    await client.appendToStream('park-1', events(1, 5), { expectedRevision: NO_STREAM });
    await client.appendToStream('park-2', events(11, 2), { expectedRevision: NO_STREAM });
  });
  afterEach(async () => {
    await client.dispose();
    await server.stop();
  });

  const revisions = (options: ReadStreamOptions, stream = 'park-1') =>
    collected(client.readStream(stream, options), ({ event: recorded }) => Number(recorded?.revision));
  const all = (options: ReadAllOptions) => collected(client.readAll(options), placeOf);
  const positionOf = async (place: string): Promise<Position> => {
    const found = await collected(client.readAll(), (item: AllStreamResolvedEvent) => (placeOf(item) === place ? item : undefined));
    return found.flatMap((item) => (item as AllStreamResolvedEvent | undefined)?.event?.position ?? [])[0] as Position;
  };

  it('of one stream, from a revision, up to a count, in both directions', async () => {
    expect(await revisions({})).toEqual([0, 1, 2, 3, 4]);
    expect(await revisions({ fromRevision: 2n, maxCount: 2 })).toEqual([2, 3]);
    expect(await revisions({ fromRevision: 200n })).toEqual([]);
    expect(await revisions({ direction: BACKWARDS, fromRevision: END })).toEqual([4, 3, 2, 1, 0]);
    expect(await revisions({ direction: BACKWARDS, fromRevision: 2n, maxCount: 2 })).toEqual([2, 1]);
    expect(await revisions({ direction: BACKWARDS, fromRevision: 200n, maxCount: 1 })).toEqual([4]);
    expect(await errorOf(revisions({}, 'park-9'))).toBeInstanceOf(StreamNotFoundError);
    expect(await errorOf(revisions({ direction: BACKWARDS, fromRevision: END }, 'park-9'))).toBeInstanceOf(StreamNotFoundError);
  });

  it('of one stream, not from its end on nor for no event at all', async () => {
    expect(await errorOf(revisions({ fromRevision: END }))).toBeInstanceOf(UnknownError);
    expect(await errorOf(revisions({ maxCount: 0 }))).toBeInstanceOf(UnknownError);
  });

  it('of the whole log with the server’s own events among them, from a position on, or before it backwards', async () => {
    expect(await all({ fromPosition: START, maxCount: 2 })).toEqual(['$$$scavenges@0', 'park-1@0']);
    const second = await positionOf('park-1@1');
    expect(second.commit).toBe(second.prepare);
    expect(await all({ fromPosition: second, maxCount: 2 })).toEqual(['park-1@1', 'park-1@2']);
    expect(await all({ fromPosition: second, direction: BACKWARDS })).toEqual(['park-1@0', '$$$scavenges@0']);
    expect(await all({ fromPosition: END, direction: BACKWARDS, maxCount: 3 })).toEqual(['park-2@1', 'park-2@0', 'park-1@4']);
    expect(await all({ fromPosition: END, direction: FORWARDS })).toEqual([]);
  });

  it('at positions that have gaps, one for each event, and refuses one that nobody gave out', async () => {
    const positions = (await collected(client.readAll(), ({ event: recorded }) => recorded?.position?.commit)) as bigint[];
    const gaps = positions.slice(1).map((position, n) => position - (positions[n] ?? 0n));
    expect(gaps.every((gap) => gap > 90n)).toBe(true);
    const inside = (positions[3] ?? 0n) + 3n;
    const made = await errorOf(all({ fromPosition: { commit: inside, prepare: inside } }));
    expect(made).toBeInstanceOf(UnknownError);
    expect(await all({ fromPosition: { commit: 1n << 40n, prepare: 1n << 40n } })).toEqual([]);
  });

  it('with data, metadata and type kept to the byte', async () => {
    const data = Uint8Array.from([0, 255, 10, 13]);
    const binary = binaryEvent({ type: 'Scanned', data, metadata: Uint8Array.from([9, 8]) });
    const json = jsonEvent({ type: '园区登记', data: { name: '金安园' }, metadata: { actor: 'acct-1' } });
    await client.appendToStream('park-3', [binary, json], { expectedRevision: NO_STREAM });
    const found = await collected(client.readStream('park-3'), ({ event: recorded }) => recorded);
    expect(found).toMatchObject([
      { id: binary.id, type: 'Scanned', isJson: false, data, metadata: Uint8Array.from([9, 8]) },
      { id: json.id, type: '园区登记', isJson: true, data: { name: '金安园' }, metadata: { actor: 'acct-1' } },
    ]);
  });

  it('with the moment of writing', async () => {
    const at = new Date('2024-06-01T08:00:00.123Z');
    const other = await startLoopback({ log: new LoopbackLog({ now: () => at.getTime() }) });
    const second = plainClient(other.url);
    await second.appendToStream('park-1', event(1), { expectedRevision: NO_STREAM });
    expect(await collected(second.readStream('park-1'), ({ event: recorded }) => recorded?.created)).toEqual([at]);
    await second.dispose();
    await other.stop();
  });
});
