import { benchEventStore } from './event-store.bench.js';
import { printTable } from './table.js';

/** `npm run bench`: rates on this machine, beside the plain driver in the same run. Nothing here passes or fails. */
printTable('Embedded event store, events of about 600 bytes, every commit synced', await benchEventStore());
