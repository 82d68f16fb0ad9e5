import {
  CancelledError,
  END,
  type EventStoreDBClient,
  NO_STREAM,
  START,
  TimeoutError,
  UnavailableError,
  UnknownError,
} from '@eventstore/db-client';
import { Heard } from './heard.js';
import { LoopbackLog, type LoopbackServer, startLoopback } from './index.js';
import { collected, errorOf, event, events, plainClient } from './plain-client.js';

const ENDINGS = [
  ['unavailable', UnavailableError, '14 UNAVAILABLE'],
  ['notReady', UnavailableError, 'Server Is Not Ready'],
  ['cancelled', CancelledError, '1 CANCELLED'],
  ['tooSlow', TimeoutError, 'Client resubscription required'],
  ['reset', UnknownError, 'RST_STREAM'],
  [{ code: 'UNKNOWN', details: 'Server Is Not Ready' }, UnknownError, 'Server Is Not Ready'],
] as const;

describe('At the loopback server a subscription can go wrong', () => {
  let server: LoopbackServer;
  let client: EventStoreDBClient;
  beforeEach(async () => {
    server = await startLoopback({ log: new LoopbackLog({ systemEventEvery: 0 }) });
    client = plainClient(server.url);
    await client.appendToStream('park-1', events(0, 5), { expectedRevision: NO_STREAM });
  });
  afterEach(async () => {
    await client.dispose();
    await server.stop();
  });

  const subscribe = () => Heard.from(client.subscribeToAll({ fromPosition: START }));
  const append = (n: number) => client.appendToStream('park-1', event(n), { expectedRevision: BigInt(n - 1) });

  it('ended as if it were complete: a listener sees no error', async () => {
    const heard = subscribe();
    await heard.until('caughtUp');
    expect(server.faults.endNow('subscribeToAll', 'cleanly')).toBe(1);
    await heard.until('end');
    expect(heard.errors).toEqual([]);
    expect(server.faults.endNow('subscribeToAll', 'cleanly')).toBe(0);
    await subscribe().until('caughtUp');
  });

  it.each(ENDINGS)('ended with an error: %s', async (closing, kind, words) => {
    const heard = subscribe();
    await heard.until('caughtUp');
    server.faults.endNow('subscribeToAll', closing);
    await heard.until(kind.name);
    expect(heard.errors[0]?.message).toContain(words);
  });

  it('ended in the middle, after so many events', async () => {
    server.faults.breakOff('subscribeToAll', 'unavailable', { afterEvents: 3, times: 1 });
    const broken = subscribe();
    await broken.until('UnavailableError');
    expect(broken.all).toEqual(['confirmation', '$$$scavenges@0', 'park-1@0', 'park-1@1', 'UnavailableError']);
    await subscribe().until('caughtUp');
  });

  it('silent, with the connection open, until the test lets it go on', async () => {
    const heard = subscribe();
    await heard.until('caughtUp');
    const hold = server.faults.hold('delivery');
    await append(5);
    await hold.reached();
    await append(6);
    expect(heard.all.at(-1)).toBe('caughtUp');
    hold.lift();
    await heard.until('park-1@6');
    expect(heard.all.slice(-2)).toEqual(['park-1@5', 'park-1@6']);
  });

  it('silent for good: others go on', async () => {
    const heard = subscribe();
    await heard.until('caughtUp');
    server.faults.endNow('subscribeToAll', 'silence');
    const other = subscribe();
    await other.until('caughtUp');
    await append(5);
    await other.until('park-1@5');
    expect(heard.all.at(-1)).toBe('caughtUp');
    server.faults.endNow('subscribeToAll', 'cleanly');
    await heard.until('end');
  });

  it('not confirmed, or refused, so often', async () => {
    const hold = server.faults.hold('subscribeToAll', { times: 1 });
    server.faults.refuse('subscribeToAll', 'notReady', { times: 1 });
    const refused = subscribe();
    await refused.until('UnavailableError');
    const waiting = subscribe();
    await hold.reached();
    expect(waiting.all).toEqual([]);
    hold.release();
    await waiting.until('caughtUp');
  });

  it('cut with every connection when the server is killed', async () => {
    const heard = subscribe();
    await heard.until('caughtUp');
    await server.kill();
    await heard.until('UnavailableError');
  });

  it('stale: it sees the log as it was, and catches up when the test lets it', async () => {
    const stale = server.faults.freezeReads();
    const heard = subscribe();
    await heard.until('caughtUp');
    await append(5);
    const last = async () => (await collected(client.readStream('park-1'), ({ event: recorded }) => Number(recorded?.revision))).at(-1);
    const atEnd = client.readAll({ fromPosition: END, direction: 'backwards', maxCount: 1 });
    expect(await collected(atEnd, ({ event: recorded }) => Number(recorded?.revision))).toEqual([4]);
    expect([await last(), heard.all.at(-1)]).toEqual([4, 'caughtUp']);
    stale.lift();
    await append(6);
    await heard.until('park-1@6');
    expect(await last()).toBe(6);
  });
});

describe('At the loopback server a read can go wrong', () => {
  let server: LoopbackServer;
  let client: EventStoreDBClient;
  beforeEach(async () => {
    server = await startLoopback({ log: new LoopbackLog({ systemEventEvery: 0 }) });
    client = plainClient(server.url);
    await client.appendToStream('park-1', events(0, 5), { expectedRevision: NO_STREAM });
  });
  afterEach(async () => {
    await client.dispose();
    await server.stop();
  });

  const read = () => collected(client.readStream('park-1'), ({ event: recorded }) => Number(recorded?.revision));
  const readAll = () => collected(client.readAll(), ({ event: recorded }) => recorded?.streamId);

  it('late: it begins when the test lets it', async () => {
    const hold = server.faults.hold(['readStream', 'readAll']);
    const late = Promise.all([read(), readAll()]);
    await hold.reached(2);
    hold.release();
    expect((await late).map(({ length }) => length)).toEqual([5, 6]);
  });

  it.each(ENDINGS)('ended in the middle with an error: %s', async (closing, kind, words) => {
    server.faults.breakOff('readStream', closing, { afterEvents: 2, times: 1 });
    const error = await errorOf(read());
    expect(error).toBeInstanceOf(kind);
    expect((error as Error).message).toContain(words);
    expect(await read()).toEqual([0, 1, 2, 3, 4]);
  });

  it('ended too early, as if it were complete', async () => {
    server.faults.breakOff('readStream', 'cleanly', { afterEvents: 2, times: 1 });
    expect(await read()).toEqual([0, 1]);
  });

  it('stuck in the middle, until the test ends it', async () => {
    server.faults.breakOff('readAll', 'silence', { afterEvents: 2, times: 1 });
    const found: unknown[] = [];
    const reading = client.readAll();
    for await (const { event: recorded } of reading) {
      found.push(recorded?.streamId);
      if (found.length === 2) server.faults.endNow('readAll', 'cleanly');
    }
    expect(found).toEqual(['$$$scavenges', 'park-1']);
  });

  it('refused, until every fault is lifted', async () => {
    server.faults.refuse(['readStream', 'readAll'], 'notReady');
    expect(await errorOf(read())).toBeInstanceOf(UnavailableError);
    expect(await errorOf(readAll())).toBeInstanceOf(UnavailableError);
    server.faults.liftAll();
    expect((await read()).length).toBe(5);
  });

  it('met by the server’s own events anywhere in the log', async () => {
    server.log.writeSystemEvents(2);
    await client.appendToStream('park-1', event(5), { expectedRevision: 4n });
    expect((await readAll()).slice(-3)).toEqual(['$stats-127.0.0.1:2113', '$stats-127.0.0.1:2113', 'park-1']);
  });
});
