import { openEventStoreDb } from '#libs/event-store/eventstoredb';
import { Program } from './program.js';

/** An EventStoreDB for one suite. */
export interface EventDatabase {
  readonly address: string;
  stop(): Promise<void>;
}

/**
 * An empty EventStoreDB: the server that EVENTSTOREDB_URL names, which must be a fresh one (a database holds one ledger, and no suite clears another's), or else
 * the loopback server in a process of its own.
 */
export async function eventDatabase(): Promise<EventDatabase> {
  const given = process.env.EVENTSTOREDB_URL;
  if (given === undefined) return loopbackProcess();
  const store = openEventStoreDb({ address: given });
  const head = await store.head().finally(() => store.close());
  if (head !== undefined) throw new Error('EVENTSTOREDB_URL：这个数据库不是空的；每个测试套件要用一个新的数据库');
  return { address: given, stop: async () => undefined };
}

/** A loopback server in a process of its own, its log in memory. */
export async function loopbackProcess(): Promise<EventDatabase> {
  const server = new Program('libs/event-store/testing/loopback-server.testing.ts');
  const [address] = await server.says(/^esdb:\S+(?=\n)/);
  return {
    address,
    async stop() {
      await server.stop();
    },
  };
}
