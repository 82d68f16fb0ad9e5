import { EventStoreDBClient, MaxAppendSizeExceededError } from '@eventstore/db-client';
import { AppendTooLargeError, StoreFormatError } from '../errors.js';
import { MAX_APPEND_BYTES } from '../port.js';
import { type LoopbackServer, startLoopback } from '../testing/index.js';
import { AppendCall } from './append-call.js';
import { errorOf, eventsOf, fill, LONG_MS, notHanging, Stores, streamOf } from './under-faults.testing.js';

describe('What can’t be written over EventStoreDB is refused, and nothing comes of it', () => {
  let server: LoopbackServer;
  const stores = new Stores();
  beforeEach(async () => {
    server = await startLoopback();
  });
  afterEach(async () => {
    await stores.close();
    await server.stop();
  });

  const sized = (bytes: number): string => `{"t":"${'x'.repeat(bytes - '{"t":""}'.length)}"}`;

  it(
    'an append over 900 KiB, before anything is sent; one of just that size is taken',
    async () => {
      const store = stores.open(server.url);
      const [one, two] = eventsOf('large', 2);
      const rest = MAX_APPEND_BYTES - Buffer.byteLength(one!.metadata + two!.metadata) - 400_000;
      const events = (more: number) => [
        { ...one!, data: sized(400_000) },
        { ...two!, data: sized(rest + more) },
      ];
      const error = await errorOf(store.append('park-1', 'noStream', events(1)));
      expect(error).toBeInstanceOf(AppendTooLargeError);
      expect(error).toMatchObject({ stream: 'park-1', bytes: MAX_APPEND_BYTES + 1, limit: MAX_APPEND_BYTES });
      expect(server.requests.count('append')).toBe(0);
      expect(await notHanging(store.append('park-1', 'noStream', events(0)))).toMatchObject({ revision: 1 });
      expect(store.replacements).toBe(0);
    },
    LONG_MS,
  );

  it(
    'an append that a server with a smaller limit does not take, with its limit',
    async () => {
      const store = stores.open(server.url);
      await fill(store, 'park-1', 1);
      const { append } = AppendCall.prototype;
      AppendCall.prototype.append = () => Promise.reject(MaxAppendSizeExceededError.fromMaxAppendSize(1_000));
      const error = await errorOf(store.append('park-1', 0, eventsOf('two', 1, { data: sized(2_000) }))).finally(() => {
        AppendCall.prototype.append = append;
      });
      expect(error).toBeInstanceOf(AppendTooLargeError);
      expect(error).toMatchObject({ stream: 'park-1', limit: 1_000 });
      expect((error as AppendTooLargeError).bytes).toBeGreaterThan(2_000);
      expect(store.replacements).toBe(0);
    },
    LONG_MS,
  );

  it.each([
    ['an empty append', []],
    ['an id that is none', eventsOf('x', 1, { id: 'eins' })],
    ['no type', eventsOf('x', 1, { type: '' })],
    ['half a character', eventsOf('x', 1, { data: '"\ud83d"' })],
    ['data that are no text', eventsOf('x', 1, { data: 1n as unknown as string })],
    ['metadata that are no text', eventsOf('x', 1, { metadata: { big: 1n } as unknown as string })],
    ['no metadata', eventsOf('x', 1, { metadata: undefined as unknown as string })],
  ])(
    '%s is a programming error, found before anything is sent',
    async (_, events) => {
      const store = stores.open(server.url);
      // Not by its class: Node's own errors are of another realm than a spec's.
      expect((await errorOf(store.append('park-1', 'noStream', events))).name).toBe('TypeError');
      expect(await errorOf(store.append('park-1', -1, eventsOf('y')))).toBeInstanceOf(TypeError);
      expect([server.requests.count('append'), store.replacements]).toEqual([0, 0]);
      expect(await notHanging(store.append('park-1', 'noStream', eventsOf('y')))).toMatchObject({ revision: 0 });
    },
    LONG_MS,
  );

  it(
    'texts that are no canonical JSON, or no JSON at all, are kept to the byte',
    async () => {
      const store = stores.open(server.url);
      const texts = ['{ "b":1, "a":2 }', '{"a":1.0,"a":2}', '[1e3]', 'null', '"园"', '', 'no JSON', '\u0000', '{"10":1,"9":2}'];
      const events = texts.map((data, n) => eventsOf(`text ${n}`, 1, { data })[0]!);
      await notHanging(store.append('park-1', 'noStream', events));
      const found: string[] = [];
      for await (const page of stores.open(server.url).readStream('park-1')) found.push(...page.map(({ data }) => data));
      expect(found).toEqual(texts);
      expect(await notHanging(store.append('park-1', 'noStream', events))).toMatchObject({ revision: texts.length - 1 });
    },
    LONG_MS,
  );

  it(
    'a stream that somebody deleted for ever in the database is no stream of this program',
    async () => {
      const store = stores.open(server.url);
      await fill(store, 'park-1', 2);
      const client = EventStoreDBClient.connectionString(server.url);
      await client.tombstoneStream('park-1');
      await client.dispose();
      expect(await errorOf(store.append('park-1', 1, eventsOf('more')))).toBeInstanceOf(StoreFormatError);
      expect(await errorOf(streamOf(store, 'park-1'))).toBeInstanceOf(StoreFormatError);
      expect(store.replacements).toBe(0);
    },
    LONG_MS,
  );
});
