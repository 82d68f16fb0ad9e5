/** Appends to the file named on the command line from many callers at once, and says which appends were acknowledged, until it is killed. */
import { openSqliteEventStore } from '#libs/event-store/sqlite';

const [, , path = '', round = ''] = process.argv;
const store = await openSqliteEventStore({ path });

async function caller(n: number): Promise<void> {
  const stream = `park-${round}x${n}`;
  for (let revision = 0; ; revision++) {
    const id = `${stream}@${revision}`;
    await store.append(stream, revision === 0 ? 'noStream' : revision - 1, [{ id, type: 'ParkAmended', data: '{}', metadata: '{}' }]);
    process.stdout.write(`${id}\n`);
  }
}

await Promise.all(Array.from({ length: 16 }, (_, n) => caller(n)));
