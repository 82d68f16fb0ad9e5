import { StoreUnavailableError } from '../errors.js';
import { turn } from '../reading.js';
import { type LoopbackServer, startLoopback } from '../testing/index.js';
import {
  errorOf,
  eventsOf,
  fill,
  IMPATIENT_MS,
  LESS_PATIENT_MS,
  logOf,
  LONG_MS,
  notHanging,
  placesOf,
  Stores,
  streamOf,
  untilAnswered,
} from './under-faults.testing.js';

interface Fault {
  readonly name: string;
  readonly befall: (server: LoopbackServer) => unknown;
  /** What the caller of one append hears at once. */
  readonly heard: 'the answer' | 'unknown';
  readonly timeoutMs?: number;
}

const FAULTS: readonly Fault[] = [
  { name: 'the server is not ready', befall: ({ faults }) => faults.refuse('append', 'notReady', { times: 1 }), heard: 'unknown' },
  { name: 'the server gives up', befall: ({ faults }) => faults.refuse('append', 'timedOut', { times: 1 }), heard: 'unknown' },
  {
    name: 'the call ends with Unavailable',
    befall: ({ faults }) => faults.refuse('append', 'unavailable', { times: 1 }),
    heard: 'unknown',
  },
  { name: 'the call ends with Cancelled', befall: ({ faults }) => faults.refuse('append', 'cancelled', { times: 1 }), heard: 'unknown' },
  { name: 'the call is reset', befall: ({ faults }) => faults.refuse('append', 'reset', { times: 1 }), heard: 'unknown' },
  {
    name: 'the call ends with Unknown',
    befall: ({ faults }) => faults.refuse('append', { code: 'UNKNOWN', details: 'Server Is Not Ready' }, { times: 1 }),
    heard: 'unknown',
  },
  {
    name: 'the server does not lead',
    befall: ({ faults, port }) => faults.refuse('append', { notLeader: { address: '127.0.0.1', port } }, { times: 1 }),
    heard: 'unknown',
  },
  {
    name: 'the server is silent before it writes',
    befall: ({ faults }) => faults.hold('append', { times: 1 }),
    heard: 'unknown',
    timeoutMs: IMPATIENT_MS,
  },
  {
    name: 'the server is silent after it has written',
    befall: ({ faults }) => faults.hold('appendAnswer', { times: 1 }),
    heard: 'the answer',
    timeoutMs: LESS_PATIENT_MS,
  },
  { name: 'the server dies before it writes', befall: (server) => dieAt('append', server), heard: 'unknown' },
  { name: 'the server dies after it has written', befall: (server) => dieAt('appendAnswer', server), heard: 'unknown' },
  { name: 'the answer comes twice', befall: ({ faults }) => faults.answerTwice(), heard: 'the answer' },
];

/** Dies with an append in its hands, and nobody at the live end has seen it. */
async function dieAt(step: 'append' | 'appendAnswer', server: LoopbackServer): Promise<void> {
  const unseen = server.faults.hold('delivery');
  const held = server.faults.hold(step, { times: 1 });
  await held.reached();
  await turn();
  await server.kill();
  unseen.lift();
}

describe('When an append goes wrong, nothing is lost, nothing is doubled, and everything goes on', () => {
  let server: LoopbackServer;
  const stores = new Stores();
  beforeEach(async () => {
    server = await startLoopback();
  });
  afterEach(async () => {
    await stores.close();
    await server.stop();
  });

  describe.each(FAULTS)('$name', ({ befall, heard, timeoutMs }) => {
    it(
      'an append by itself',
      async () => {
        const store = stores.open(server.url, { timeoutMs });
        const follower = stores.follow(store);
        const [first, disturbed, last] = ['park-1', 'disturbed', 'last'].map((label) => eventsOf(label, 2));
        await fill(store, 'park-1', 2);
        await follower.until(2);
        const befallen = befall(server);
        const attempt = store.append('park-1', 1, disturbed!);
        if (heard === 'the answer') expect(await notHanging(attempt)).toMatchObject({ revision: 3 });
        else expect(await errorOf(attempt)).toBeInstanceOf(StoreUnavailableError);
        await befallen;
        await server.revive();
        expect(await untilAnswered(store, 'park-1', 1, disturbed!)).toMatchObject({ revision: 3 });
        await untilAnswered(store, 'park-1', 3, last!);
        const places = placesOf('park-1', first!, disturbed!, last!);
        await follower.until(6);
        await follower.stop();
        expect(follower.places).toEqual(places);
        expect(await logOf(stores.open(server.url))).toEqual(places);
      },
      LONG_MS,
    );

    it(
      '64 callers at once, each to a stream of its own',
      async () => {
        const store = stores.open(server.url, { timeoutMs });
        const follower = stores.follow(store);
        await fill(store, 'park-first', 1);
        const befallen = befall(server);
        const streams = Array.from({ length: 64 }, (_, n) => `park-${n}`);
        const first = await notHanging(Promise.allSettled(streams.map((stream) => store.append(stream, 'noStream', eventsOf(stream, 2)))));
        for (const outcome of first) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(StoreUnavailableError);
        await befallen;
        await server.revive();
        const answers = await Promise.all(streams.map((stream) => untilAnswered(store, stream, 'noStream', eventsOf(stream, 2))));
        first.forEach((outcome, n) => {
          if (outcome.status === 'fulfilled') expect(answers[n]).toEqual(outcome.value);
        });
        await follower.until(1 + 128);
        await follower.stop();
        for (const stream of streams) expect(await streamOf(store, stream)).toEqual(placesOf(stream, eventsOf(stream, 2)));
        expect(follower.places).toEqual(await logOf(store));
        expect(new Set(follower.places).size).toBe(129);
      },
      LONG_MS,
    );
  });
});
