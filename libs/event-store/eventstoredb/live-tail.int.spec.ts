import { type LoopbackServer, type Refusal, startLoopback } from '../testing/index.js';
import { eventsOf, fill, IMPATIENT_MS, logOf, LONG_MS, notHanging, Stores, streamOf, untilAnswered } from './under-faults.testing.js';

const ENDINGS: readonly ('cleanly' | 'silence' | Refusal)[] = [
  'cleanly',
  'silence',
  'unavailable',
  'notReady',
  'cancelled',
  'reset',
  'tooSlow',
  { code: 'UNKNOWN', details: 'Server Is Not Ready' },
];
/** No subscriber looks by itself within a test. */
const NEVER_MS = 600_000;

describe('Nothing rests on listening to the live end of the log', () => {
  let server: LoopbackServer;
  const stores = new Stores();
  beforeEach(async () => {
    server = await startLoopback();
  });
  afterEach(async () => {
    await stores.close();
    await server.stop();
  });

  /** How often the server was asked to let somebody listen. */
  const listened = (): number => server.requests.count('subscribeToAll');

  describe.each(ENDINGS)('when it ends: %j', (ending) => {
    it(
      'appends and subscriptions go on, and each event comes once',
      async () => {
        const [store, other] = [stores.open(server.url, { pollMs: 50 }), stores.open(server.url)];
        const followers = [stores.follow(store), stores.follow(store, 1)];
        await fill(store, 'park-1', 3);
        for (let round = 0; round < 3; round++) {
          await server.requests.seen('subscribeToAll', 1);
          server.faults.endNow('subscribeToAll', ending);
          await fill(store, `park-own${round}`, 2);
          await fill(other, `park-other${round}`, 2);
          for (const follower of followers) await follower.until(3 + 4 * (round + 1));
        }
        for (const follower of followers) {
          await follower.stop();
          expect(follower.places).toEqual(await logOf(other));
          expect(follower.dropped).toBe(0);
        }
      },
      LONG_MS,
    );
  });

  it.each(['cleanly', 'unavailable', 'reset', 'tooSlow'] as const)(
    'it is taken up again by itself after: %s',
    async (ending) => {
      const [store, other] = [stores.open(server.url, { pollMs: NEVER_MS }), stores.open(server.url)];
      const follower = stores.follow(store);
      await fill(store, 'park-1', 1);
      await follower.until(1);
      const before = listened();
      server.faults.endNow('subscribeToAll', ending);
      // Both stores listen anew, and what came in between is looked for.
      await fill(other, 'park-2', 1);
      await notHanging(server.requests.seen('subscribeToAll', before + 2));
      await follower.until(2);
      await fill(other, 'park-3', 1);
      await follower.until(3);
    },
    LONG_MS,
  );

  it(
    'refused many times, it is taken up as soon as the server lets it',
    async () => {
      server.faults.refuse('subscribeToAll', 'notReady', { times: 3 });
      const [store, other] = [stores.open(server.url, { pollMs: NEVER_MS, random: () => 0 }), stores.open(server.url)];
      const follower = stores.follow(store);
      await notHanging(server.requests.seen('subscribeToAll', 4));
      await fill(other, 'park-1', 1);
      await follower.until(1);
    },
    LONG_MS,
  );

  it(
    'held up, it costs a writer a moment and no more than that; then it is not relied on',
    async () => {
      const store = stores.open(server.url);
      await fill(store, 'park-1', 1);
      await fill(store, 'park-2', 1);
      const held = server.faults.hold('delivery');
      const before = listened();
      for (let n = 0; n < 4; n++)
        expect(await notHanging(store.append('park-1', n, eventsOf(`held ${n}`)))).toMatchObject({ revision: n + 1 });
      await notHanging(server.requests.seen('subscribeToAll', before + 1));
      held.lift();
      expect(await streamOf(store, 'park-1')).toHaveLength(5);
      expect(store.replacements).toBe(0);
    },
    LONG_MS,
  );

  it(
    'not let in at all (no confirmation), writers and readers do without it',
    async () => {
      server.faults.hold('subscribeToAll');
      const [store, other] = [stores.open(server.url, { pollMs: 50, timeoutMs: IMPATIENT_MS }), stores.open(server.url)];
      const follower = stores.follow(store);
      await fill(store, 'park-1', 2);
      await fill(other, 'park-2', 2);
      await untilAnswered(store, 'park-1', 1, eventsOf('more'));
      await follower.until(5);
      await follower.stop();
      expect(follower.places).toEqual(await logOf(other));
    },
    LONG_MS,
  );

  it(
    'what is no part of the log is neither in it nor heard: streams “$…” and “checkpoint”',
    async () => {
      const [store, other] = [stores.open(server.url), stores.open(server.url)];
      const follower = stores.follow(store);
      await fill(store, 'park-1', 1);
      await fill(store, 'checkpoint', 2);
      await fill(other, '$settings', 2);
      server.log.writeSystemEvents(40);
      await fill(other, 'checkpoint-report', 1);
      await fill(other, 'park-2', 1);
      await follower.until(3);
      await follower.stop();
      const streams = (places: readonly string[]): string[] => places.map((place) => place.split('@')[0]!);
      expect(streams(follower.places)).toEqual(['park-1', 'checkpoint-report', 'park-2']);
      expect(streams(await logOf(other))).toEqual(['park-1', 'checkpoint-report', 'park-2']);
      expect(await streamOf(store, 'checkpoint')).toHaveLength(2);
      expect(await streamOf(store, '$settings')).toHaveLength(2);
      expect(await store.head()).toBe(String(server.log.stream('park-2')?.records[0]?.position));
    },
    LONG_MS,
  );

  it(
    'an append that is no part of the log does not wait to be heard of',
    async () => {
      const store = stores.open(server.url);
      await fill(store, 'park-1', 1);
      await fill(store, 'park-2', 1);
      const before = listened();
      for (let n = 0; n < 20; n++) await store.append('checkpoint', n === 0 ? 'noStream' : n - 1, eventsOf(`head ${n}`));
      // It would wait in vain, and then listen anew.
      expect(listened()).toBe(before);
    },
    LONG_MS,
  );
});
