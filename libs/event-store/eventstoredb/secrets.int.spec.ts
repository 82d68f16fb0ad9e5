import { inspect } from 'node:util';
import { StoreUnavailableError } from '../errors.js';
import { type LoopbackServer, startLoopback } from '../testing/index.js';
import { Program } from './program.testing.js';
import { errorOf, eventsOf, IMPATIENT_MS, logOf, LONG_MS, Stores, streamOf } from './under-faults.testing.js';

const PASSWORD = 'Geheim7Zq:@/xJk';
const PAYLOAD = 'Inhalt7Zq';
/** Whatever could betray the one or the other. */
const SECRETS = [PASSWORD, encodeURIComponent(PASSWORD), Buffer.from(`admin:${PASSWORD}`).toString('base64'), 'Geheim7Zq', PAYLOAD];

function betrayed(text: string): string[] {
  return SECRETS.filter((secret) => text.includes(secret));
}

describe('What is secret appears nowhere', () => {
  let server: LoopbackServer;
  const stores = new Stores();
  beforeEach(async () => {
    server = await startLoopback();
  });
  afterEach(async () => {
    await stores.close();
    await server.stop();
  });

  /** Encrypted and signed in; the server there speaks neither. */
  const secured = (port: number): string => `esdb://admin:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`;

  it.each(['*', 'esdb*', 'esdb:connection,-nothing'])(
    'in what a process says with DEBUG=%s',
    async (DEBUG) => {
      const addresses = [server.url, secured(server.port), `${secured(1)},127.0.0.1:2`];
      const programs = addresses.map((address) => new Program('closer.testing.ts', [address, PAYLOAD], { DEBUG }));
      for (const [n, program] of programs.entries()) {
        expect({ ending: await program.ending(), betrayed: betrayed(program.said) }).toEqual({ ending: 0, betrayed: [] });
        expect(program.said).toContain(n === 0 ? 'an answer\nclosed\n' : 'StoreUnavailableError\nclosed\n');
      }
    },
    LONG_MS,
  );

  it(
    'in an error, however deep one looks, nor in the store itself',
    async () => {
      for (const port of [server.port, 1]) {
        const store = stores.open(secured(port), { timeoutMs: IMPATIENT_MS });
        const attempts = [
          store.append('park-1', 'noStream', eventsOf(PAYLOAD)),
          streamOf(store, 'park-1'),
          logOf(store),
          store.head(),
          store.subscribe({ signal: new AbortController().signal })[Symbol.asyncIterator]().next(),
        ];
        for (const error of await Promise.all(attempts.map(errorOf))) {
          expect(error).toBeInstanceOf(StoreUnavailableError);
          expect(betrayed(inspect(error, { depth: Infinity, showHidden: true }))).toEqual([]);
        }
        expect(betrayed(inspect(store, { depth: Infinity, showHidden: true, getters: true }))).toEqual([]);
        expect(betrayed(JSON.stringify(store))).toEqual([]);
      }
    },
    LONG_MS,
  );
});
