import type { StoredEvent } from '../port.js';
import { LoopbackLog, type LoopbackServer, startLoopback } from '../testing/index.js';
import { parseAddress } from './address.js';
import { clientSettings } from './client-settings.js';
import { Connection } from './connection.js';
import { ReadBack } from './read-back.js';
import { Reader } from './reader.js';
import { eventsOf, Stores } from './under-faults.testing.js';

describe('What was just written on EventStoreDB is read back', () => {
  let server: LoopbackServer;
  let connection: Connection;
  let readBack: ReadBack;
  const stores = new Stores();
  beforeEach(async () => {
    server = await startLoopback({ log: new LoopbackLog({ systemEventEvery: 0 }) });
    connection = new Connection(clientSettings(parseAddress(server.url)));
    readBack = new ReadBack(new Reader({ connection, timeoutMs: 5_000 }));
  });
  afterEach(async () => {
    await connection.close();
    await stores.close();
    await server.stop();
  });

  /** Appends one event to each of several streams, so many events of the database's own behind each. */
  async function written(count: number, own: number): Promise<StoredEvent[]> {
    const store = stores.open(server.url);
    const all: StoredEvent[] = [];
    for (let n = 0; n < count; n++) {
      const [event] = eventsOf(`mark-${n}`);
      const { position } = await store.append(`park-${n}`, 'noStream', [event!]);
      all.push({ ...event!, stream: `park-${n}`, revision: 0, position });
      server.log.writeSystemEvents(own);
    }
    return all;
  }

  async function together(wanted: readonly StoredEvent[], underWay = wanted.length): Promise<readonly StoredEvent[]> {
    const all = wanted.map(({ stream, revision, position }) => readBack.recent(stream, revision, 1, position, underWay));
    return (await Promise.all(all)).flat();
  }

  const asked = () => ({ log: server.requests.count('readAll'), streams: server.requests.count('readStream') });

  it.each([
    ['one look at the log for many writers', 20, 0, { log: 1, streams: 0 }],
    ['a few events of others stand between: the look goes on', 4, 2, { log: 3, streams: 0 }],
    ['many stand between: each that is not found is asked for by its stream', 3, 9, { log: 2, streams: 2 }],
    ['one alone is asked for by its stream', 1, 0, { log: 0, streams: 1 }],
  ])('%s', async (_, count, own, requests) => {
    const wanted = await written(count, own);
    const before = asked();
    expect(await together(wanted)).toEqual(wanted);
    const { log, streams } = asked();
    expect({ log: log - before.log, streams: streams - before.streams }).toEqual(requests);
  });

  it('those of many go together, also where some are late; nobody waits for those that do not come', async () => {
    const wanted = await written(20, 0);
    const before = asked().log;
    const first = together(wanted.slice(0, 6), 40);
    await new Promise(setImmediate);
    const rest = together(wanted.slice(6), 40);
    expect([...(await first), ...(await rest)]).toEqual(wanted);
    // On a machine that stands still for longer than a look waits, they go in two.
    expect(asked().log - before).toBeLessThanOrEqual(2);
    expect(await together(wanted.slice(0, 6), 40)).toEqual(wanted.slice(0, 6));
  });
});
