import { StoreClosedError, StoreUnavailableError } from '../errors.js';
import { turn } from '../reading.js';
import { type LoopbackServer, startLoopback, startLoopbackCluster } from '../testing/index.js';
import { Program } from './program.testing.js';
import { errorOf, eventsOf, fill, logOf, LONG_MS, notHanging, Stores, streamOf } from './under-faults.testing.js';

const TIMEOUT_MS = 2_000;
/** Two time-outs one after the other are longer, one and what a busy machine adds is not. */
const LESS_THAN_TWICE_MS = 3_500;

describe('Closing a store on EventStoreDB', () => {
  let server: LoopbackServer;
  const stores = new Stores();
  beforeEach(async () => {
    server = await startLoopback();
  });
  afterEach(async () => {
    await stores.close();
    await server.stop();
  });

  async function elapsed(work: Promise<unknown>): Promise<number> {
    const started = performance.now();
    await notHanging(work);
    return performance.now() - started;
  }

  it(
    'waits for the appends under way, and for their answers',
    async () => {
      const store = stores.open(server.url);
      await fill(store, 'park-1', 1);
      const held = server.faults.hold('appendAnswer');
      const attempts = Array.from({ length: 64 }, (_, n) => store.append(`park-a${n}`, 'noStream', eventsOf(`a${n}`)));
      let isClosed = false;
      const closing = store.close().then(() => (isClosed = true));
      await held.reached(64);
      await turn();
      expect(isClosed).toBe(false);
      held.lift();
      expect(await notHanging(Promise.all(attempts))).toHaveLength(64);
      await notHanging(closing);
      expect(await errorOf(store.append('park-2', 'noStream', eventsOf('late')))).toBeInstanceOf(StoreClosedError);
    },
    LONG_MS,
  );

  it.each([['append'], ['appendAnswer', 'delivery', 'readStream', 'readAll']] as const)(
    'waits no longer than the time-out where the server is silent; the appends are told that their outcome is unknown (%s)',
    async (...steps) => {
      const store = stores.open(server.url, { timeoutMs: TIMEOUT_MS });
      await fill(store, 'park-1', 1);
      const held = server.faults.hold([...steps]);
      const attempts = Array.from({ length: 8 }, (_, n) => errorOf(store.append(`park-a${n}`, 'noStream', eventsOf(`a${n}`))));
      await held.reached(8);
      expect(await elapsed(store.close())).toBeLessThan(LESS_THAN_TWICE_MS);
      for (const error of await notHanging(Promise.all(attempts))) expect(error).toBeInstanceOf(StoreUnavailableError);
      held.lift();
    },
    LONG_MS,
  );

  it(
    'does not wait for readers: they are told that it is closed, and opens nothing anew for them',
    async () => {
      const store = stores.open(server.url);
      await fill(store, 'park-1', 1);
      const held = server.faults.hold(['readStream', 'readAll']);
      const reads = [streamOf(store, 'park-1'), logOf(store), store.head()].map(errorOf);
      await held.reached(3);
      const before = server.requests.count('readAll') + server.requests.count('readStream');
      await notHanging(store.close());
      for (const error of await notHanging(Promise.all(reads))) expect(error).toBeInstanceOf(StoreClosedError);
      held.lift();
      await turn();
      expect(server.requests.count('readAll') + server.requests.count('readStream')).toBe(before);
      expect(store.replacements).toBe(0);
    },
    LONG_MS,
  );

  it(
    'does not wait for a search of the leader that is still going on',
    async () => {
      const cluster = await startLoopbackCluster(3);
      const holds = cluster.servers.map(({ faults }) => faults.hold('gossip'));
      const store = stores.open(cluster.url, { timeoutMs: TIMEOUT_MS });
      const attempt = errorOf(store.append('park-1', 'noStream', eventsOf('one')));
      await Promise.race(holds.map((hold) => hold.reached()));
      expect(await elapsed(store.close())).toBeLessThan(LESS_THAN_TWICE_MS);
      expect(await attempt).toBeInstanceOf(StoreUnavailableError);
      for (const hold of holds) hold.lift();
      await cluster.stop();
    },
    LONG_MS,
  );

  it(
    'is done at once where there is nothing to wait for, however often it is asked',
    async () => {
      server.faults.hold(['subscribeToAll', 'readAll', 'readStream']);
      const store = stores.open(server.url);
      const ending = new AbortController();
      const next = store.subscribe({ signal: ending.signal })[Symbol.asyncIterator]().next();
      await server.requests.seen('readAll');
      await notHanging(Promise.all([store.close(), store.close()]));
      expect(await notHanging(next)).toMatchObject({ done: true });
      await notHanging(store.close());
      await notHanging(stores.open('esdb://127.0.0.1:1?tls=false').close());
    },
    LONG_MS,
  );

  it(
    'lets the process end by itself, whatever the server does',
    async () => {
      const program = new Program('closer.testing.ts', [server.url]);
      server.faults.hold(['append', 'readAll', 'readStream', 'subscribeToAll']);
      expect({ ending: await program.ending(), said: program.said }).toEqual({ ending: 0, said: 'StoreUnavailableError\nclosed\n' });
    },
    LONG_MS,
  );

  it(
    'lets the process end by itself, also where no node says who leads',
    async () => {
      const cluster = await startLoopbackCluster(3);
      for (const { faults } of cluster.servers) faults.hold('gossip');
      const program = new Program('closer.testing.ts', [cluster.url]);
      expect({ ending: await program.ending(), said: program.said }).toEqual({ ending: 0, said: 'StoreUnavailableError\nclosed\n' });
      await cluster.stop();
    },
    LONG_MS,
  );
});
