/**
 * A process that appends to many streams at once over EventStoreDB, repeats what was not answered, closes its store and ends by itself.
 * Arguments: address, number of streams, timeout in milliseconds, mark (stands in stream names, ids and payloads).
 * It says `opened`; what the first round came to, as JSON; `closed`.
 */
import { StoreUnavailableError } from '#libs/event-store';
import { openEventStoreDb } from '#libs/event-store/eventstoredb';
import { eventsOf, untilAnswered } from './under-faults.testing.js';

const [, , address = '', count = '1', timeoutMs = '5000', mark = 'caller'] = process.argv;
const streams = Array.from({ length: Number(count) }, (_, n) => `park-${mark}${n}`);
const store = openEventStoreDb({ address, timeoutMs: Number(timeoutMs) });
await untilAnswered(store, `park-${mark}`, 'noStream', eventsOf(`park-${mark}`));
process.stdout.write('opened\n');
process.stdin.resume();
await new Promise((resolve) => process.stdin.once('end', resolve));
const attempts = await Promise.allSettled(streams.map((stream) => store.append(stream, 'noStream', eventsOf(stream))));
const unknown = attempts.filter((one) => one.status === 'rejected' && one.reason instanceof StoreUnavailableError).length;
const written = attempts.filter((one) => one.status === 'fulfilled').length;
for (const stream of streams) await untilAnswered(store, stream, 'noStream', eventsOf(stream));
process.stdout.write(`${JSON.stringify({ written, unknown })}\n`);
await store.close();
process.stdout.write('closed\n');
