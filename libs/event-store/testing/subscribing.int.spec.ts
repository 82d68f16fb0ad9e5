import {
  type AllStreamSubscription,
  END,
  type EventStoreDBClient,
  eventTypeFilter,
  NO_STREAM,
  type Position,
  START,
  type StreamSubscription,
  streamNameFilter,
  type SubscribeToAllOptions,
} from '@eventstore/db-client';
import { LoopbackLog, type LoopbackServer, startLoopback } from './index.js';
import { Heard } from './heard.js';
import { collected, event, events, plainClient } from './plain-client.js';

describe('The loopback server sends subscriptions as EventStoreDB does', () => {
  let log: LoopbackLog;
  let server: LoopbackServer;
  let client: EventStoreDBClient;
  beforeEach(async () => {
    log = new LoopbackLog({ systemEventEvery: 0 });
    server = await startLoopback({ log });
    client = plainClient(server.url);
    await client.appendToStream('park-1', events(1, 3), { expectedRevision: NO_STREAM });
  });
  afterEach(async () => {
    await client.dispose();
    await server.stop();
  });

  const positions = () => collected(client.readStream('park-1'), ({ event: recorded }) => recorded?.position) as Promise<Position[]>;
  const subscribe = (options: SubscribeToAllOptions) => Heard.from(client.subscribeToAll(options));
  const append = (stream: string, from: number, count = 1) =>
    client.appendToStream(stream, events(from, count), { expectedRevision: NO_STREAM });

  it('with what was, the word that it has caught up, and what comes', async () => {
    const heard = subscribe({ fromPosition: START });
    await heard.until('caughtUp');
    await append('park-2', 11);
    await heard.until('park-2@0');
    expect(heard.all).toEqual(['confirmation', '$$$scavenges@0', 'park-1@0', 'park-1@1', 'park-1@2', 'caughtUp', 'park-2@0']);
  });

  it('after a position, not with it', async () => {
    const [, second] = await positions();
    const heard = subscribe({ fromPosition: second ?? START });
    await heard.until('caughtUp');
    expect(heard.all).toEqual(['confirmation', 'park-1@2', 'caughtUp']);
  });

  it('from the end on with what is new alone', async () => {
    const heard = subscribe({ fromPosition: END });
    await heard.until('caughtUp');
    await append('park-2', 11);
    await heard.until('park-2@0');
    expect(heard.all).toEqual(['confirmation', 'caughtUp', 'park-2@0']);
  });

  it('of streams and types by prefix or pattern', async () => {
    await append('zone-1', 11);
    const filters = [
      streamNameFilter({ prefixes: ['zone-', 'enterprise-'] }),
      streamNameFilter({ regex: '^zone-[0-9]+$' }),
      eventTypeFilter({ prefixes: ['$meta'] }),
      eventTypeFilter({ regex: '^[^$].*' }),
    ];
    const found = await Promise.all(
      filters.map(async (filter) => {
        const heard = subscribe({ fromPosition: START, filter });
        await heard.until('caughtUp');
        return heard.all.slice(1, -1);
      }),
    );
    expect(found).toEqual([['zone-1@0'], ['zone-1@0'], ['$$$scavenges@0'], ['park-1@0', 'park-1@1', 'park-1@2', 'zone-1@0']]);
  });

  it('with a checkpoint after each so many events that it looked at, past as well as new', async () => {
    await append('park-2', 100, 25);
    const told: bigint[] = [];
    const filter = streamNameFilter({
      prefixes: ['nobody-'],
      maxSearchWindow: 10,
      checkpointReached: (_, { commit }) => void told.push(commit),
    });
    const heard = subscribe({ fromPosition: START, filter });
    await heard.until('caughtUp');
    const pageStarts = [0, 10].map((index) => BigInt(index === 0 ? 0 : (log.records[index]?.position ?? 0)));
    expect(told).toEqual(pageStarts);
    // 29 events were looked at, 9 of them since the last checkpoint.
    await append('park-3', 200, 11);
    await append('nobody-1', 300);
    await heard.until('nobody-1@0');
    expect(told.slice(2)).toEqual([29, 39].map((index) => BigInt(log.records[index]?.position ?? 0)));
  });

  it('not from a position that nobody gave out', async () => {
    const [first] = await positions();
    const inside = (first?.commit ?? 0n) + 3n;
    const heard = subscribe({ fromPosition: { commit: inside, prepare: inside } });
    await heard.until('UnknownError');
    expect(heard.all).toEqual(['UnknownError']);
  });

  it('of one stream after a revision, also of one that is not there yet', async () => {
    const one = Heard.from(client.subscribeToStream('park-1', { fromRevision: 0n }));
    const later = Heard.from(client.subscribeToStream('park-2'));
    await one.until('caughtUp');
    await later.until('confirmation');
    await append('park-2', 11);
    await later.until('caughtUp');
    await client.appendToStream('park-1', event(4), { expectedRevision: 2n });
    await one.until('park-1@3');
    expect(one.all).toEqual(['confirmation', 'park-1@1', 'park-1@2', 'caughtUp', 'park-1@3']);
    expect(later.all).toEqual(['confirmation', 'park-2@0', 'caughtUp']);
  });

  it('in order and whole, 2,000 events while others are written', async () => {
    const patient = await startLoopback({ log, liveBuffer: Infinity });
    const other = plainClient(patient.url);
    const heard = Heard.from(other.subscribeToAll({ fromPosition: START, filter: streamNameFilter({ prefixes: ['dossier-'] }) }));
    for (let n = 0; n < 20; n++) await append(`dossier-${n}`, 1000 * (n + 1), 100);
    await heard.until('dossier-19@99');
    const expected = Array.from({ length: 2000 }, (_, n) => `dossier-${Math.floor(n / 100)}@${n % 100}`);
    expect(heard.all.filter((item) => item.startsWith('dossier-'))).toEqual(expected);
    await other.dispose();
    await patient.stop();
  }, 30_000);

  it('until the log runs too far ahead of a live listener: one large append drops it, and it must subscribe again', async () => {
    const heard = subscribe({ fromPosition: END });
    const aside = subscribe({ fromPosition: END, filter: streamNameFilter({ prefixes: ['zone-'] }) });
    await Promise.all([heard.until('caughtUp'), aside.until('caughtUp')]);
    await append('park-2', 1000, 100);
    await heard.until('park-2@99');
    await append('park-3', 2000, 1000);
    await heard.until('TimeoutError');
    expect(heard.errors[0]?.message).toContain('Consumer too slow');
    expect(heard.all.filter((item) => item.startsWith('park-3')).length).toBe(128);
    await append('zone-1', 1);
    await aside.until('zone-1@0');
  }, 30_000);

  it('to a slow listener without losing any, and not into one that has gone', async () => {
    await append('park-2', 100, 500);
    const subscription: AllStreamSubscription = client.subscribeToAll({ fromPosition: START });
    let seen = 0;
    for await (const _ of subscription) if (++seen === 300) break;
    await subscription.unsubscribe();
    expect(seen).toBe(300);
  });

  it('to each of several clients', async () => {
    const others = [plainClient(server.url), plainClient(server.url)];
    const heard = others.map((other) => Heard.from(other.subscribeToStream('park-2') as StreamSubscription));
    await append('park-2', 11);
    await Promise.all(heard.map((one) => one.until('park-2@0')));
    await Promise.all(others.map((other) => other.dispose()));
  });
});
