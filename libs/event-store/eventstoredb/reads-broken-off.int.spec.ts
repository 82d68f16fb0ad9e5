import { StoreUnavailableError } from '../errors.js';
import type { EventStore, Position } from '../port.js';
import { type LoopbackServer, type Refusal, startLoopback } from '../testing/index.js';
import {
  errorOf,
  eventsOf,
  fill,
  IMPATIENT_MS,
  logOf,
  LONG_MS,
  notHanging,
  placeOf,
  placesOf,
  Stores,
  streamOf,
} from './under-faults.testing.js';

const ENDINGS: readonly ('cleanly' | Refusal)[] = [
  'cleanly',
  'unavailable',
  'notReady',
  'cancelled',
  'reset',
  { code: 'UNKNOWN', details: 'Server Is Not Ready' },
];
const [STREAMS, EACH] = [12, 200];
const LENGTH = STREAMS * EACH;

describe('A read that is broken off is never taken for a whole one', () => {
  let server: LoopbackServer;
  let store: EventStore;
  const stores = new Stores();
  const places = Array.from({ length: STREAMS }, (_, n) => placesOf(`park-${n}`, eventsOf(`park-${n}`, EACH))).flat();
  beforeAll(async () => {
    server = await startLoopback();
    const filling = stores.open(server.url);
    for (let n = 0; n < STREAMS; n++) await fill(filling, `park-${n}`, EACH);
    // The database's own stands behind it.
    server.log.writeSystemEvents(100);
    await stores.close();
  }, LONG_MS);
  beforeEach(() => {
    store = stores.open(server.url);
  });
  afterEach(async () => {
    server.faults.liftAll();
    await stores.close();
  });
  afterAll(() => server.stop());

  describe.each(ENDINGS)('ended: %j', (ending) => {
    it.each([0, 1, 7, EACH - 1])('a stream, after %d events', async (afterEvents) => {
      server.faults.breakOff('readStream', ending, { afterEvents, times: 1 });
      expect(await errorOf(streamOf(store, 'park-1'))).toBeInstanceOf(StoreUnavailableError);
      expect(await streamOf(store, 'park-1')).toEqual(placesOf('park-1', eventsOf('park-1', EACH)));
      server.faults.breakOff('readStream', ending, { afterEvents, times: 1 });
      expect(await errorOf(streamOf(store, 'park-1', { direction: 'backwards' }))).toBeInstanceOf(StoreUnavailableError);
      expect((await streamOf(store, 'park-1', { direction: 'backwards', maxCount: 1 }))[0]).toMatch(/^park-1@199 /);
    });

    it.each([0, 1, 300, LENGTH])('the log, after %d events: whoever goes on where it ended gets each event once', async (afterEvents) => {
      server.faults.breakOff('readAll', ending, { afterEvents, times: 1 });
      const { found, cuts } = await readOn(store);
      expect(found).toEqual(places);
      // A clean end in the middle is passed over by the adapter itself.
      if (ending === 'cleanly') expect(cuts).toBe(0);
    });

    it(
      'the log, each time after a page and a few events more',
      async () => {
        server.faults.breakOff('readAll', ending, { afterEvents: 300 });
        const { found } = await readOn(store);
        expect(found).toEqual(places);
      },
      LONG_MS,
    );

    it('the head of the log, however much of the database’s own stands behind it', async () => {
      const last = server.log.records.findLast(({ stream }) => stream.startsWith('park-'))?.position;
      for (const afterEvents of [0, 1, 7]) {
        server.faults.breakOff('readAll', ending, { afterEvents, times: 1 });
        const head = await store.head().catch((error: unknown) => error);
        if (head instanceof StoreUnavailableError) expect(await store.head()).toBe(String(last));
        else expect(head).toBe(String(last));
      }
    });
  });

  it.each([0, 1])(
    'ended cleanly again and again after %d events, the log has no end: unavailable, not empty, and no reader turns in circles',
    async (afterEvents) => {
      const before = server.requests.count('readAll');
      const fault = server.faults.breakOff('readAll', 'cleanly', { afterEvents });
      expect(await errorOf(logOf(store, { after: await positionOf(server, 'park-1') }))).toBeInstanceOf(StoreUnavailableError);
      if (afterEvents === 0) expect(await errorOf(store.head())).toBeInstanceOf(StoreUnavailableError);
      const batches = store.subscribe({ after: await positionOf(server, 'park-1'), signal: new AbortController().signal });
      expect(await errorOf(batches[Symbol.asyncIterator]().next())).toBeInstanceOf(StoreUnavailableError);
      expect(server.requests.count('readAll') - before).toBeLessThan(12);
      fault.lift();
      expect(await logOf(store)).toEqual(places);
    },
  );

  it('an empty log is told from one whose reading was broken off', async () => {
    const empty = await startLoopback();
    const other = stores.open(empty.url);
    expect(await other.head()).toBeUndefined();
    expect(await logOf(other)).toEqual([]);
    const fault = empty.faults.breakOff('readAll', 'cleanly', { afterEvents: 0 });
    expect(await errorOf(other.head())).toBeInstanceOf(StoreUnavailableError);
    expect(await errorOf(logOf(other))).toBeInstanceOf(StoreUnavailableError);
    fault.lift();
    expect(await other.head()).toBeUndefined();
    await empty.stop();
  });

  it('a subscription says that it has reached the head only where it has', async () => {
    server.faults.breakOff('readAll', 'cleanly', { afterEvents: 700, times: 3 });
    const ending = new AbortController();
    let seen = 0;
    for await (const { events, head } of store.subscribe({ signal: ending.signal, batchSize: 128 })) {
      seen += events.length;
      expect(head).toBe(seen === LENGTH);
      if (head) ending.abort();
    }
    expect(seen).toBe(LENGTH);
  });

  it.each([0, 1, EACH - 1])('silent after %d events, it ends with an error in time', async (afterEvents) => {
    const impatient = stores.open(server.url, { timeoutMs: IMPATIENT_MS });
    server.faults.breakOff(['readStream', 'readAll'], 'silence', { afterEvents, times: 2 });
    const both = [errorOf(streamOf(impatient, 'park-1')), errorOf(toTheEnd(impatient))];
    for (const error of await notHanging(Promise.all(both))) expect(error).toBeInstanceOf(StoreUnavailableError);
    expect((await readOn(store)).found).toEqual(places);
  });
});

async function toTheEnd(store: EventStore): Promise<void> {
  for await (const page of store.readAll()) if (page.length === 0) return;
}

/** Reads the log as a consumer does that goes on behind its last event. */
async function readOn(store: EventStore): Promise<{ found: string[]; cuts: number }> {
  const found: string[] = [];
  let after: Position | undefined;
  for (let cuts = 0; ; cuts++) {
    try {
      await notHanging(
        (async () => {
          for await (const page of store.readAll(after === undefined ? {} : { after })) {
            found.push(...page.map(placeOf));
            after = page.at(-1)?.position;
          }
        })(),
      );
      return { found, cuts };
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
    }
  }
}

async function positionOf(server: LoopbackServer, stream: string): Promise<Position> {
  return String(server.log.stream(stream)?.records[0]?.position);
}
