import { UnknownPositionError } from '../errors.js';
import { type LoopbackServer, startLoopback } from '../testing/index.js';
import { errorOf, eventsOf, fill, logOf, LONG_MS, notHanging, Stores } from './under-faults.testing.js';

describe('A position of a log on EventStoreDB', () => {
  let server: LoopbackServer;
  const stores = new Stores();
  beforeEach(async () => {
    server = await startLoopback();
  });
  afterEach(async () => {
    await stores.close();
    await server.stop();
  });

  const firstBatch = (store: ReturnType<Stores['open']>, after: string) =>
    notHanging(store.subscribe({ after, signal: new AbortController().signal })[Symbol.asyncIterator]().next());

  it(
    'at which no event begins, behind the end, or that is none at all, is unknown, to readers and to subscribers',
    async () => {
      const store = stores.open(server.url);
      const { position } = await fill(store, 'park-1', 3);
      const [begin, end] = [BigInt(position) - 1n, BigInt(server.log.endPosition)];
      const unknown = [
        begin,
        begin + 2n,
        end,
        end + 1n,
        end * 1000n,
        2n ** 63n - 1n,
        2n ** 63n,
        2n ** 64n - 1n,
        2n ** 64n + BigInt(position),
      ].map(String);
      for (const after of [...unknown, '1', '0', '', '-1', 'x', '1.5', '0x1', ' ', 'ende']) {
        const errors = [await errorOf(logOf(store, { after })), await errorOf(firstBatch(store, after))];
        for (const error of errors)
          expect({ after, name: error.name, position: (error as UnknownPositionError).position }).toEqual({
            after,
            name: 'UnknownPositionError',
            position: after,
          });
      }
      expect(store.replacements).toBe(0);
      expect(await logOf(store, { after: position })).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'of another database is unknown, also where that one is shorter',
    async () => {
      const [here, there] = [stores.open(server.url), await startLoopback()];
      await fill(here, 'park-1', 3);
      const other = stores.open(there.url);
      for (let n = 0; n < 5; n++) await fill(other, `gewerbepark-${n}`, 2);
      const after = await other.head();
      expect(await errorOf(logOf(here, { after }))).toBeInstanceOf(UnknownPositionError);
      await there.stop();
    },
    LONG_MS,
  );

  it(
    'is a place to go on from, wherever the database’s own events stand',
    async () => {
      const store = stores.open(server.url);
      const positions: string[] = [];
      for (let n = 0; n < 6; n++) {
        server.log.writeSystemEvents(n * 3);
        positions.push((await fill(store, `park-${n}`, 1)).position);
      }
      server.log.writeSystemEvents(30);
      for (const [n, after] of positions.entries()) expect(await logOf(store, { after })).toHaveLength(5 - n);
      expect(await store.head()).toBe(positions.at(-1));
      await store.append('park-0', 0, eventsOf('more'));
      expect(await logOf(store, { after: positions.at(-1) })).toHaveLength(1);
    },
    LONG_MS,
  );

  it(
    'of the head is looked for as far back as need be, and there is none in a database with events of its own only',
    async () => {
      const store = stores.open(server.url);
      expect(await store.head()).toBeUndefined();
      server.log.writeSystemEvents(500);
      expect(await store.head()).toBeUndefined();
      const { position } = await fill(store, 'park-1', 1);
      server.log.writeSystemEvents(6_000);
      expect(await store.head()).toBe(position);
      expect(await logOf(store)).toHaveLength(1);
    },
    LONG_MS,
  );
});
