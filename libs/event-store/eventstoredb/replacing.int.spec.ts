import { EventIdConflictError, StoreUnavailableError, UnknownPositionError, WrongExpectedRevisionError } from '../errors.js';
import type { EventStore } from '../port.js';
import { turn } from '../reading.js';
import { type LoopbackServer, type Refusal, startLoopback } from '../testing/index.js';
import {
  errorOf,
  eventsOf,
  fill,
  IMPATIENT_MS,
  logOf,
  LONG_MS,
  notHanging,
  Stores,
  streamOf,
  untilAnswered,
} from './under-faults.testing.js';

/** Longer than a test: what is settled was not settled by this. */
const FOR_EVER_MS = 600_000;

describe('The one client of a process is replaced where it may be of no more use, and only there', () => {
  let server: LoopbackServer;
  const stores = new Stores();
  beforeEach(async () => {
    server = await startLoopback();
  });
  afterEach(async () => {
    await stores.close();
    await server.stop();
  });

  it('not after an answer: a wrong revision, an id that is taken, a missing stream, an unknown position', async () => {
    const store = stores.open(server.url);
    await fill(store, 'park-1', 2);
    expect(await errorOf(store.append('park-1', 0, eventsOf('wrong')))).toBeInstanceOf(WrongExpectedRevisionError);
    const taken = eventsOf('park-1', 2, { data: '{"other":true}' });
    expect(await errorOf(store.append('park-1', 'noStream', taken))).toBeInstanceOf(EventIdConflictError);
    expect(await streamOf(store, 'park-2')).toEqual([]);
    expect(await errorOf(logOf(store, { after: '1' }))).toBeInstanceOf(UnknownPositionError);
    expect(store.replacements).toBe(0);
  });

  it(
    'not where a reader or a subscriber leaves, whatever it was doing; what others do goes on',
    async () => {
      const store = stores.open(server.url);
      const { position } = await fill(store, 'park-0', 1);
      await fill(store, 'park-1', 300);
      for (let round = 0; round < 10; round++) {
        const held = round % 2 === 0 ? server.faults.hold('readAll', { times: 1 }) : undefined;
        const ending = new AbortController();
        const subscribed = store.subscribe({ after: position, signal: ending.signal, batchSize: 10 })[Symbol.asyncIterator]();
        const batch = subscribed.next();
        await (held?.reached() ?? batch);
        const others = [
          streamOf(store, 'park-1'),
          logOf(store),
          store.append(`park-round${round}`, 'noStream', eventsOf(`round ${round}`)),
        ];
        ending.abort();
        await notHanging(Promise.all([batch, subscribed.next(), ...others]));
        held?.lift();
        for await (const page of store.readAll({ after: position })) if (page.length > 0) break;
      }
      expect(store.replacements).toBe(0);
    },
    LONG_MS,
  );

  const OPEN: readonly Refusal[] = [
    'notReady',
    'timedOut',
    'unavailable',
    'cancelled',
    'reset',
    { code: 'UNKNOWN', details: 'Server Is Not Ready' },
  ];
  it.each(OPEN)('once after a failed append: %j', async (refusal) => {
    const store = stores.open(server.url);
    await fill(store, 'park-1', 1);
    server.faults.refuse('append', refusal, { times: 1 });
    expect(await errorOf(store.append('park-1', 0, eventsOf('two')))).toBeInstanceOf(StoreUnavailableError);
    expect(store.replacements).toBe(1);
    await untilAnswered(store, 'park-1', 0, eventsOf('two'));
    expect(store.replacements).toBe(1);
  });

  it.each(OPEN)('once after a failed read: %j', async (refusal) => {
    const store = stores.open(server.url);
    await fill(store, 'park-1', 1);
    server.faults.refuse(['readStream', 'readAll'], refusal, { times: 1 });
    expect(await errorOf(streamOf(store, 'park-1'))).toBeInstanceOf(StoreUnavailableError);
    expect(await streamOf(store, 'park-1')).toHaveLength(1);
    server.faults.refuse(['readStream', 'readAll'], refusal, { times: 1 });
    expect(await errorOf(logOf(store))).toBeInstanceOf(StoreUnavailableError);
    expect(await logOf(store)).toHaveLength(1);
    expect(store.replacements).toBe(2);
  });

  it('once after a silent append, and once after a silent read', async () => {
    const store = stores.open(server.url, { timeoutMs: IMPATIENT_MS });
    await fill(store, 'park-1', 1);
    const before = store.replacements;
    const held = server.faults.hold(['append', 'readStream'], { times: 1 });
    expect(await errorOf(store.append('park-1', 0, eventsOf('two')))).toBeInstanceOf(StoreUnavailableError);
    held.lift();
    server.faults.hold(['readStream'], { times: 1 });
    expect(await errorOf(streamOf(store, 'park-1'))).toBeInstanceOf(StoreUnavailableError);
    expect(store.replacements).toBeGreaterThanOrEqual(before + 2);
  });

  it('once, however many fail with it', async () => {
    const store = stores.open(server.url);
    await fill(store, 'park-1', 1);
    server.faults.refuse('append', 'unavailable', { times: 1 });
    await notHanging(Promise.allSettled(Array.from({ length: 64 }, (_, n) => store.append(`park-a${n}`, 'noStream', eventsOf(`a${n}`)))));
    expect(store.replacements).toBe(1);
  });

  it('and whoever else waits on it is told at once: nobody waits for a time-out, nobody for ever', async () => {
    const store = stores.open(server.url, { timeoutMs: FOR_EVER_MS });
    await fill(store, 'park-1', 1);
    const held = server.faults.hold(['append', 'readStream', 'readAll'], { times: 4 });
    const waiting = [store.append('park-2', 'noStream', eventsOf('two')), streamOf(store, 'park-1'), logOf(store), store.head()];
    const told = Promise.all(waiting.map(errorOf));
    await held.reached(4);
    server.faults.refuse('append', 'unavailable', { times: 1 });
    await errorOf(store.append('park-3', 'noStream', eventsOf('three')));
    for (const error of await told) expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(store.replacements).toBe(1);
    held.lift();
    await untilAnswered(store, 'park-2', 'noStream', eventsOf('two'));
  });

  it(
    'once for all readers in the middle of the log: they do not cut off each other for ever',
    async () => {
      const store = stores.open(server.url);
      const LENGTH = 4_000;
      for (let n = 0; n < LENGTH / 500; n++) await fill(store, `park-${n}`, 500);
      const readers = Array.from({ length: 3 }, () => store.readAll());
      for (const reader of readers) await reader[Symbol.asyncIterator]().next();
      server.faults.refuse('append', 'unavailable', { times: 1 });
      await errorOf(store.append('park-last', 'noStream', eventsOf('last')));
      expect(store.replacements).toBe(1);
      const cutOff = readers.map((reader) => errorOf(toTheEnd(reader)));
      const counts = readers.map(() => 0);
      await notHanging(Promise.all(readers.map((_, n) => readOn(store, (count) => (counts[n]! += count)))));
      expect(counts).toEqual([LENGTH, LENGTH, LENGTH]);
      for (const error of await Promise.all(cutOff)) expect(error).toBeInstanceOf(StoreUnavailableError);
      expect(store.replacements).toBe(1);
    },
    LONG_MS,
  );
});

async function toTheEnd(reader: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of reader) await turn();
}

/** Reads the log, page by page; from the last position again where it is cut off. */
async function readOn(store: EventStore, tell: (count: number) => void): Promise<void> {
  let after: string | undefined;
  for (;;) {
    try {
      for await (const page of store.readAll(after === undefined ? {} : { after })) {
        tell(page.length);
        after = page.at(-1)?.position;
        await turn();
      }
      return;
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
    }
  }
}
