import { openEventStoreDb } from '#libs/event-store/eventstoredb';
import { Program } from './program.js';

/** An EventStoreDB for one suite. */
export interface EventDatabase {
  readonly address: string;
  stop(): Promise<void>;
}

/**
 * An empty EventStoreDB: one that EVENTSTOREDB_EMPTY names, or else the loopback server in a process of its own. A database holds one ledger, and no suite clears
 * another's: EVENTSTOREDB_EMPTY may name several, parted by blanks, and the first empty one is taken (so one suite after the other: --maxWorkers=1).
 */
export async function eventDatabase(): Promise<EventDatabase> {
  const given = (process.env.EVENTSTOREDB_EMPTY ?? '').split(/\s+/).filter((address) => address !== '');
  if (given.length === 0) return loopbackProcess();
  for (const address of given) if (await isEmpty(address)) return { address, stop: async () => undefined };
  throw new Error('EVENTSTOREDB_EMPTY：没有一个数据库是空的；每个测试套件要用一个新的数据库（可写多个地址，以空格分隔）');
}

async function isEmpty(address: string): Promise<boolean> {
  const store = openEventStoreDb({ address });
  return (await store.head().finally(() => store.close())) === undefined;
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
