/** A process whose store gets no answer: it appends, subscribes, says what it heard, closes, says so, and ends by itself. Argument: the address. */
import { openEventStoreDb } from '#libs/event-store/eventstoredb';
import { eventsOf } from './under-faults.testing.js';

const [, , address = ''] = process.argv;
const store = openEventStoreDb({ address, timeoutMs: 500 });
const batches = store.subscribe({ signal: new AbortController().signal })[Symbol.asyncIterator]();
const subscribed = batches.next().catch(() => undefined);
const heard = await store.append('park-1', 'noStream', eventsOf('one')).then(
  () => 'an answer',
  (error: Error) => error.name,
);
process.stdout.write(`${heard}\n`);
await store.close();
await subscribed;
process.stdout.write('closed\n');
