import { EventIdConflictError, StoreUnavailableError } from '../errors.js';
import { turn } from '../reading.js';
import { type LoopbackCluster, startLoopbackCluster } from '../testing/index.js';
import {
  errorOf,
  eventsOf,
  fill,
  IMPATIENT_MS,
  logOf,
  LONG_MS,
  notHanging,
  placesOf,
  Stores,
  streamOf,
  untilAnswered,
} from './under-faults.testing.js';

const CALLERS = 64;

describe('In a cluster', () => {
  let cluster: LoopbackCluster;
  const stores = new Stores();
  beforeEach(async () => {
    cluster = await startLoopbackCluster(3);
  });
  afterEach(async () => {
    await stores.close();
    await cluster.stop();
  });

  /** Each caller appends to its own stream, one event after the other, and repeats what was not answered. */
  async function callers(address: string, eventsEach: number, meanwhile: (done: () => number) => Promise<void>): Promise<void> {
    const store = stores.open(address);
    const follower = stores.follow(store);
    let written = 0;
    const writing = Array.from({ length: CALLERS }, async (_, n) => {
      for (let k = 0; k < eventsEach; k++) {
        const { revision } = await untilAnswered(store, `park-${n}`, k === 0 ? 'noStream' : k - 1, eventsOf(`${n}/${k}`));
        expect(revision).toBe(k);
        written++;
      }
    });
    await Promise.all([...writing, meanwhile(() => written)]);
    await follower.until(CALLERS * eventsEach);
    await follower.stop();
    const reader = stores.open(address);
    for (let n = 0; n < CALLERS; n++) {
      const events = Array.from({ length: eventsEach }, (_, k) => eventsOf(`${n}/${k}`));
      expect(await streamOf(reader, `park-${n}`)).toEqual(placesOf(`park-${n}`, ...events));
    }
    expect(follower.places).toEqual(await logOf(reader));
    expect(follower.places).toHaveLength(CALLERS * eventsEach);
  }

  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await turn();
  };

  it(
    'an address that names one server only, and that one does not lead: says so, and goes on once it leads',
    async () => {
      const follower = cluster.servers.find((server) => server !== cluster.leader)!;
      const store = stores.open(follower.url, { timeoutMs: IMPATIENT_MS });
      for (const attempt of [() => store.append('park-1', 'noStream', eventsOf('one')), () => store.head()]) {
        expect((await errorOf(attempt())).message).toMatch(/does not lead; the address must name all servers$/);
      }
      cluster.elect(follower);
      expect(await untilAnswered(store, 'park-1', 'noStream', eventsOf('one'))).toMatchObject({ revision: 0 });
    },
    LONG_MS,
  );

  it(
    'the leader dies under 64 callers and another is elected: every event is there once',
    async () => {
      const [first, second, third] = cluster.servers;
      await callers(cluster.url, 6, async (written) => {
        await until(() => written() > CALLERS);
        await first!.kill();
        await until(() => second!.requests.count('gossip') + third!.requests.count('gossip') > 3);
        cluster.elect(second!);
        await until(() => written() > CALLERS * 3);
        await first!.revive();
        await second!.kill();
        cluster.elect(third!);
      });
    },
    LONG_MS,
  );

  it(
    'the lead moves under 64 callers, back and forth, and the old leader lives on: every event is there once',
    async () => {
      await callers(cluster.url, 6, async (written) => {
        for (const [n, share] of [1, 2, 3, 4].entries()) {
          await until(() => written() > CALLERS * share);
          cluster.elect(cluster.servers[(n + 1) % 3]!);
        }
      });
    },
    LONG_MS,
  );

  it(
    'the leader dies in the middle of appends, before and after it has written them',
    async () => {
      const [first, second] = cluster.servers;
      await callers(cluster.url, 3, async (written) => {
        await until(() => written() > CALLERS);
        const unwritten = first!.faults.hold('append', { times: 10 });
        const unanswered = first!.faults.hold('appendAnswer', { times: 10 });
        await Promise.all([unwritten.reached(10), unanswered.reached(10)]);
        await turn();
        await first!.kill();
        cluster.elect(second!);
      });
    },
    LONG_MS,
  );

  it(
    'no leader is found ten times over, from the first use on; then everything works',
    async () => {
      for (const { faults } of cluster.servers) faults.refuse('gossip', 'unavailable', { times: 10 });
      const store = stores.open(`${cluster.url}&discoveryInterval=1`);
      expect(await errorOf(store.append('park-1', 'noStream', eventsOf('one')))).toBeInstanceOf(StoreUnavailableError);
      expect(await untilAnswered(store, 'park-1', 'noStream', eventsOf('one'))).toMatchObject({ revision: 0 });
      const follower = stores.follow(store);
      await untilAnswered(store, 'park-1', 0, eventsOf('two'));
      await follower.until(2);
      expect(await logOf(store)).toEqual(placesOf('park-1', eventsOf('one'), eventsOf('two')));
    },
    LONG_MS,
  );

  it(
    'no node tells who leads (silence): the caller hears in time that the outcome is unknown',
    async () => {
      const holds = cluster.servers.map(({ faults }) => faults.hold('gossip'));
      const store = stores.open(cluster.url, { timeoutMs: IMPATIENT_MS });
      const attempts = [store.append('park-1', 'noStream', eventsOf('one')), streamOf(store, 'park-1'), logOf(store), store.head()];
      for (const error of await Promise.all(attempts.map(errorOf))) expect(error).toBeInstanceOf(StoreUnavailableError);
      for (const hold of holds) hold.lift();
      expect(await untilAnswered(store, 'park-1', 'noStream', eventsOf('one'))).toMatchObject({ revision: 0 });
    },
    LONG_MS,
  );

  it(
    'calls of one client fail one after the other while no leader is found: the process goes on',
    async () => {
      const [first, second] = cluster.servers;
      const store = stores.open(cluster.url);
      await fill(store, 'park-1', 1);
      await notHanging(first!.requests.seen('subscribeToAll'));
      const held = first!.faults.hold('append', { times: 1 });
      const attempt = errorOf(store.append('park-1', 0, eventsOf('two')));
      await held.reached();
      for (const { faults } of cluster.servers) faults.refuse('gossip', 'unavailable');
      first!.faults.endNow('subscribeToAll', 'unavailable');
      await until(() => second!.requests.count('gossip') > 1 || first!.requests.count('subscribeToAll') > 1);
      await first!.kill();
      expect(await attempt).toBeInstanceOf(StoreUnavailableError);
      for (const { faults } of cluster.servers) faults.liftAll();
      cluster.elect(second!);
      expect(await untilAnswered(store, 'park-1', 0, eventsOf('two'))).toMatchObject({ revision: 1 });
    },
    LONG_MS,
  );

  it(
    'a leader that no longer leads refuses, and the caller’s repetition finds the new one',
    async () => {
      const store = stores.open(cluster.url);
      await fill(store, 'park-1', 1);
      cluster.elect(cluster.servers[2]!);
      expect(await errorOf(store.append('park-1', 0, eventsOf('two')))).toBeInstanceOf(StoreUnavailableError);
      expect(await untilAnswered(store, 'park-1', 0, eventsOf('two'))).toMatchObject({ revision: 1 });
      expect(cluster.servers[2]!.requests.count('append')).toBeGreaterThan(0);
    },
    LONG_MS,
  );
});

describe('A server that lags behind (a leader that hung and wakes)', () => {
  let cluster: LoopbackCluster;
  const stores = new Stores();
  beforeEach(async () => {
    cluster = await startLoopbackCluster(2);
  });
  afterEach(async () => {
    await stores.close();
    await cluster.stop();
  });

  it(
    'gives no false answers: what it does not show yet is neither acknowledged nor written twice, and no position that was given is unknown',
    async () => {
      const [server] = cluster.servers;
      const store = stores.open(cluster.url, { pollMs: 20 });
      const follower = stores.follow(store);
      await fill(store, 'park-1', 2);
      await follower.until(2);
      const stale = server!.faults.freezeReads();
      expect(await errorOf(store.append('park-1', 1, eventsOf('two', 2)))).toBeInstanceOf(StoreUnavailableError);
      expect(await errorOf(store.append('park-1', 1, eventsOf('two', 2)))).toBeInstanceOf(StoreUnavailableError);
      expect(await streamOf(store, 'park-1')).toHaveLength(2);
      stale.lift();
      expect(await untilAnswered(store, 'park-1', 1, eventsOf('two', 2))).toMatchObject({ revision: 3 });
      await follower.until(4);
      const head = await store.head();
      expect(await errorOf(store.append('park-1', 1, eventsOf('two', 2, { data: '{}' })))).toBeInstanceOf(EventIdConflictError);
      await follower.stop();
      expect(follower.places).toEqual(placesOf('park-1', eventsOf('park-1', 2), eventsOf('two', 2)));
      expect(head).toBe(follower.seen.at(-1)?.position);
    },
    LONG_MS,
  );

  it(
    'a position that this process was given and that the server does not show is no unknown one: it is unavailable',
    async () => {
      const [first, second] = cluster.servers;
      const store = stores.open(cluster.url);
      await fill(store, 'park-1', 2);
      second!.faults.freezeReads();
      await fill(store, 'park-2', 2);
      const after = await store.head();
      cluster.elect(second!);
      await first!.kill();
      for (let n = 0; n < 3; n++) expect(await errorOf(logOf(store, { after }))).toBeInstanceOf(StoreUnavailableError);
      second!.faults.liftAll();
      await untilAnswered(store, 'park-3', 'noStream', eventsOf('three'));
      expect(await logOf(store, { after })).toHaveLength(1);
    },
    LONG_MS,
  );
});
