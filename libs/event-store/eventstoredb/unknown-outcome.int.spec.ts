import { EventIdConflictError, StoreUnavailableError, WrongExpectedRevisionError } from '../errors.js';
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
  untilAnswered,
} from './under-faults.testing.js';

const OTHER = { data: '{"name":"另一内容"}' };

describe('An append whose answer does not come is answered by its stream', () => {
  let server: LoopbackServer;
  const stores = new Stores();
  beforeEach(async () => {
    server = await startLoopback();
  });
  afterEach(async () => {
    await stores.close();
    await server.stop();
  });

  it(
    'written, and come by at the live end of the log: with that answer, before any other; the late one changes nothing',
    async () => {
      const store = stores.open(server.url);
      await fill(store, 'park-1', 1);
      const held = server.faults.hold('appendAnswer', { times: 1 });
      const reads = server.requests.count('readStream');
      const answer = await notHanging(store.append('park-1', 0, eventsOf('two', 3)));
      expect(answer).toEqual({ revision: 3, position: await store.head() });
      held.lift();
      expect(await store.append('park-1', 3, eventsOf('three'))).toMatchObject({ revision: 4 });
      expect(server.requests.count('readStream')).toBe(reads);
      expect(store.replacements).toBe(0);
    },
    LONG_MS,
  );

  it(
    'written, but nothing comes by at the live end: with the answer that got lost; the late one changes nothing',
    async () => {
      const store = stores.open(server.url, { timeoutMs: LESS_PATIENT_MS });
      await fill(store, 'park-1', 1);
      server.faults.hold('delivery');
      const held = server.faults.hold('appendAnswer', { times: 1 });
      const answer = await notHanging(store.append('park-1', 0, eventsOf('two', 3)));
      held.lift();
      const other = stores.open(server.url);
      expect(await other.append('park-1', 0, eventsOf('two', 3))).toEqual(answer);
      expect(answer).toEqual({ revision: 3, position: await other.head() });
      expect(await logOf(store)).toEqual(placesOf('park-1', eventsOf('park-1', 1), eventsOf('two', 3)));
    },
    LONG_MS,
  );

  it(
    'written, and more behind it: with the answer that got lost all the same',
    async () => {
      const store = stores.open(server.url, { timeoutMs: LESS_PATIENT_MS });
      const other = stores.open(server.url);
      await fill(store, 'park-1', 1);
      server.faults.hold('delivery');
      const held = server.faults.hold('appendAnswer', { times: 1 });
      const lost = store.append('park-1', 0, eventsOf('two', 2));
      await held.reached();
      await other.append('park-1', 2, eventsOf('behind', 2));
      expect(await notHanging(lost)).toMatchObject({ revision: 2 });
      expect(await logOf(store)).toEqual(placesOf('park-1', eventsOf('park-1'), eventsOf('two', 2), eventsOf('behind', 2)));
    },
    LONG_MS,
  );

  it(
    'not written: unavailable; it is written once, whether the repetition or the late one comes first',
    async () => {
      const store = stores.open(server.url, { timeoutMs: IMPATIENT_MS });
      await fill(store, 'park-1', 1);
      for (const [n, lateFirst] of [false, true].entries()) {
        const held = server.faults.hold('append', { times: 1 });
        const events = eventsOf(`try ${n}`);
        expect(await errorOf(store.append('park-1', n, events))).toBeInstanceOf(StoreUnavailableError);
        if (lateFirst) held.lift();
        expect(await untilAnswered(store, 'park-1', n, events)).toMatchObject({ revision: n + 1 });
        held.lift();
        expect(await untilAnswered(store, 'park-1', n, events)).toMatchObject({ revision: n + 1 });
      }
      expect(await logOf(stores.open(server.url))).toEqual(placesOf('park-1', eventsOf('park-1'), eventsOf('try 0'), eventsOf('try 1')));
    },
    LONG_MS,
  );

  it(
    'the same ids are there with other content: a conflict',
    async () => {
      const store = stores.open(server.url, { timeoutMs: LESS_PATIENT_MS });
      const other = stores.open(server.url);
      await fill(store, 'park-1', 1);
      server.faults.hold('delivery');
      const held = server.faults.hold('append', { times: 1 });
      const lost = store.append('park-1', 0, eventsOf('two', 2));
      await held.reached();
      await other.append('park-1', 0, eventsOf('two', 2, OTHER));
      const error = await errorOf(lost);
      expect(error).toBeInstanceOf(EventIdConflictError);
      expect((error as EventIdConflictError).eventId).toBe(eventsOf('two')[0]?.id);
      held.lift();
      expect(await errorOf(store.append('park-1', 0, eventsOf('two', 2)))).toBeInstanceOf(EventIdConflictError);
      expect(await logOf(other)).toEqual(placesOf('park-1', eventsOf('park-1'), eventsOf('two', 2)));
    },
    LONG_MS,
  );

  it(
    'another took its revision: wrong, with the revision at which the stream stands',
    async () => {
      const store = stores.open(server.url, { timeoutMs: LESS_PATIENT_MS });
      const other = stores.open(server.url);
      await fill(store, 'park-1', 1);
      server.faults.hold('delivery');
      const held = server.faults.hold('append', { times: 1 });
      const lost = store.append('park-1', 0, eventsOf('two', 2));
      await held.reached();
      await other.append('park-1', 0, eventsOf('rival'));
      await other.append('park-1', 1, eventsOf('rival again'));
      const error = await errorOf(lost);
      expect(error).toBeInstanceOf(WrongExpectedRevisionError);
      expect(error).toMatchObject({ stream: 'park-1', expected: 0, actual: 2 });
      held.lift();
      await fill(other, 'park-2', 1);
      expect((await logOf(other)).slice(0, 3)).toEqual(placesOf('park-1', eventsOf('park-1'), eventsOf('rival'), eventsOf('rival again')));
      expect(await logOf(other)).toHaveLength(4);
    },
    LONG_MS,
  );

  it(
    'a reader that can’t be reached either leaves it unknown; the repetition tells',
    async () => {
      const store = stores.open(server.url, { timeoutMs: IMPATIENT_MS });
      await fill(store, 'park-1', 1);
      const held = server.faults.hold(['appendAnswer', 'delivery', 'readStream', 'readAll']);
      expect(await errorOf(store.append('park-1', 0, eventsOf('two')))).toBeInstanceOf(StoreUnavailableError);
      held.lift();
      expect(await untilAnswered(store, 'park-1', 0, eventsOf('two'))).toMatchObject({ revision: 1 });
      expect(await logOf(stores.open(server.url))).toEqual(placesOf('park-1', eventsOf('park-1'), eventsOf('two')));
    },
    LONG_MS,
  );

  it(
    'acknowledged, but what was written can’t be read: unknown, never passed on unseen',
    async () => {
      const store = stores.open(server.url, { timeoutMs: IMPATIENT_MS });
      await fill(store, 'park-1', 1);
      const deaf = server.faults.hold('delivery');
      const held = server.faults.hold(['readStream', 'readAll']);
      expect(await errorOf(store.append('park-1', 0, eventsOf('two')))).toBeInstanceOf(StoreUnavailableError);
      deaf.lift();
      held.lift();
      expect(await untilAnswered(store, 'park-1', 0, eventsOf('two'))).toMatchObject({ revision: 1 });
      expect(await logOf(stores.open(server.url))).toEqual(placesOf('park-1', eventsOf('park-1'), eventsOf('two')));
    },
    LONG_MS,
  );
});
