/** A process that subscribes and appends once, says what it heard, closes its store, says so, and ends by itself. Arguments: address, mark (stands in the payload). */
import { openEventStoreDb } from '#libs/event-store/eventstoredb';
import { eventsOf } from './under-faults.testing.js';

const [, , address = '', mark = 'one'] = process.argv;
const store = openEventStoreDb({ address, timeoutMs: 1_000 });
const batches = store.subscribe({ signal: new AbortController().signal })[Symbol.asyncIterator]();
const subscribed = batches.next().catch(() => undefined);
const heard = await store.append('park-1', 'noStream', eventsOf(mark)).then(
  () => 'an answer',
  (error: Error) => error.name,
);
process.stdout.write(`${heard}\n`);
await store.close();
await subscribed;
process.stdout.write('closed\n');
