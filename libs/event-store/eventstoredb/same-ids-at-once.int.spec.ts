import { EventIdConflictError } from '../errors.js';
import type { AppendResult, EventStore } from '../port.js';
import { type LoopbackServer, startLoopback } from '../testing/index.js';
import { eventsOf, fill, LONG_MS, notHanging, Stores, untilAnswered } from './under-faults.testing.js';

/** What befalls the listening to the live end, before each round. */
const LISTENING: readonly { readonly name: string; readonly befall: (server: LoopbackServer) => unknown }[] = [
  { name: 'while both listen to the live end', befall: () => undefined },
  { name: 'while the live end is silent', befall: ({ faults }) => faults.hold('delivery') },
  { name: 'while the live end is silent again and again', befall: ({ faults }) => faults.endNow('subscribeToAll', 'silence') },
  { name: 'while the listening ends again and again', befall: ({ faults }) => faults.endNow('subscribeToAll', 'cleanly') },
  { name: 'while the listening fails again and again', befall: ({ faults }) => faults.endNow('subscribeToAll', 'unavailable') },
  { name: 'while nobody is let listen', befall: ({ faults }) => faults.refuse('subscribeToAll', 'notReady') },
  { name: 'while a look at the log comes to nothing', befall: ({ faults }) => faults.breakOff('readAll', 'cleanly', { afterEvents: 1 }) },
];

/** The server takes the same ids at the same revision for a repetition and reports success to both. */
describe('Of two stores that send other content under the same ids at once, one is acknowledged and the other told of the conflict', () => {
  let server: LoopbackServer;
  let both: readonly [EventStore, EventStore];
  const stores = new Stores();
  beforeEach(async () => {
    server = await startLoopback();
    both = [stores.open(server.url), stores.open(server.url)];
    for (const [n, store] of both.entries()) await fill(store, `park-first${n}`, 1);
  });
  afterEach(async () => {
    server.faults.liftAll();
    await stores.close();
    await server.stop();
  });

  async function rivals(name: string, append: (store: EventStore, n: number) => Promise<AppendResult>): Promise<void> {
    const outcomes = await notHanging(Promise.allSettled(both.map(append)));
    const kept = server.log.stream(name)?.records.map(({ data }) => Buffer.from(data).toString());
    expect({ outcomes: outcomes.map(({ status }) => status).toSorted(), kept }).toEqual({
      outcomes: ['fulfilled', 'rejected'],
      kept: Array.from({ length: 2 }, () => contentOf(outcomes.findIndex(({ status }) => status === 'fulfilled'))),
    });
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(EventIdConflictError);
  }

  const contentOf = (n: number): string => `{"sentBy":${n}}`;
  const proposal = (name: string, n: number) => eventsOf(name, 2, { data: contentOf(n) });

  describe.each(LISTENING)('$name', ({ befall }) => {
    it.each([
      [12, 1],
      [3, 64],
    ])(
      '%d rounds of %d at once',
      async (rounds, atOnce) => {
        for (let round = 0; round < rounds; round++) {
          befall(server);
          const names = Array.from({ length: atOnce }, (_, n) => `park-${round}x${n}`);
          await Promise.all(names.map((name) => rivals(name, (store, n) => store.append(name, 'noStream', proposal(name, n)))));
        }
      },
      LONG_MS,
    );
  });

  it(
    'also where answers are lost and both repeat',
    async () => {
      for (let round = 0; round < 6; round++) {
        const names = Array.from({ length: 16 }, (_, n) => `park-${round}x${n}`);
        server.faults.refuse('append', round % 2 === 0 ? 'unavailable' : 'timedOut', { times: 3 });
        await Promise.all(names.map((name) => rivals(name, (store, n) => untilAnswered(store, name, 'noStream', proposal(name, n)))));
      }
    },
    LONG_MS,
  );
});
