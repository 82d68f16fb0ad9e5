import { benchEventStore } from './event-store.bench.js';
import { benchEventStoreDb } from './eventstoredb.bench.js';
import { benchSealing } from './sealing.bench.js';
import { withServer } from './server.js';
import { printTable } from './table.js';
import { benchTransparency } from './transparency.bench.js';
import { benchWorkbooks } from './workbooks.bench.js';

/** `npm run bench [-- TOPIC…]`: rates on this machine, beside the plain driver or plain hashing in the same run. Nothing here passes or fails. */
const topics: Readonly<Record<string, () => Promise<void>>> = {
  embedded: async () => printTable('Embedded event store, events of about 600 bytes, every commit synced', await benchEventStore()),
  eventstoredb: () =>
    withServer(async (address, what) =>
      printTable(`EventStoreDB (${what}), events of about 600 bytes, exact revisions`, await benchEventStoreDb(address)),
    ),
  sealing: async () => printTable('Appends to the embedded store with the log sealed beside it, and without', await benchSealing()),
  transparency: async () => printTable('Merkle tree in memory, beside as many plain hashes', await benchTransparency()),
  workbooks: async () => printTable('Workbooks read, beside the bare library', await benchWorkbooks()),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((topic) => !(topic in topics));
if (unknown.length > 0) {
  console.error(`unknown topic ${unknown.join(', ')}; there are ${Object.keys(topics).join(', ')}`);
  process.exitCode = 2;
} else {
  for (const [topic, bench] of Object.entries(topics)) if (wanted.length === 0 || wanted.includes(topic)) await bench();
}
