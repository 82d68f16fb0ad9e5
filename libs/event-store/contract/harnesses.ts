import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, type OpenOptions, openDatabase } from '#libs/sqlite';
import { MemoryEventStore, MemoryLog } from '../memory/index.js';
import { openEventStoreDb } from '../eventstoredb/index.js';
import type { EventStore } from '../port.js';
import { openSqliteEventStore } from '../sqlite/index.js';
import type { StoreHarness } from './harness.js';

/** How often waiting subscriptions look for what another connection wrote: short, so that the check does not wait. */
const POLL_MS = 10;

type OpenDriver = (path: string, options: OpenOptions) => Database;

/** A memory log; `makeStore` opens a store on it. */
export async function memoryHarness(makeStore: (log: MemoryLog) => EventStore = (log) => new MemoryEventStore(log)): Promise<StoreHarness> {
  const log = new MemoryLog();
  const opened: EventStore[] = [];
  return {
    scope: '',
    idsUniqueInStore: true,
    async open() {
      const store = makeStore(log);
      opened.push(store);
      return store;
    },
    work: () => log.rowsVisited,
    async dispose() {
      await Promise.all(opened.map((store) => store.close()));
    },
  };
}

/** A SQLite file in a folder of its own. Its work is what SQLite counts: steps of the query machine over all statements of the connection. */
export async function sqliteHarness(driver: OpenDriver = openDatabase): Promise<StoreHarness> {
  const folder = mkdtempSync(join(tmpdir(), 'parkledger-events-'));
  const path = join(folder, 'events.db');
  const stores: EventStore[] = [];
  const connections: Database[] = [];
  return {
    scope: '',
    idsUniqueInStore: true,
    async open(options = {}) {
      const open: OpenDriver = (file, settings) => {
        const connection = driver(file, settings);
        connections.push(connection);
        return connection;
      };
      const store = await openSqliteEventStore({ path, open, pollMs: POLL_MS, busyTimeoutMs: options.patienceMs });
      stores.push(store);
      return store;
    },
    async occupy() {
      const other = openDatabase(path, { synchronous: 'FULL' });
      other.exec('BEGIN IMMEDIATE');
      return async () => other.close();
    },
    work: () => steps(connections.at(-1)!),
    async dispose() {
      await Promise.all(stores.map((store) => store.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A server that others may use too, one run after the other: names and ids bear a scope of their own, and the log begins where it stood. */
export async function eventStoreDbHarness(address: string): Promise<StoreHarness> {
  const stores: EventStore[] = [];
  const open = async (patienceMs?: number): Promise<EventStore> => {
    const store = openEventStoreDb({ address, ...(patienceMs === undefined ? {} : { timeoutMs: patienceMs }) });
    stores.push(store);
    return store;
  };
  const beginning = await (await open()).head();
  return {
    scope: `${randomBytes(6).toString('hex')}x`,
    ...(beginning === undefined ? {} : { beginning }),
    open: (options = {}) => open(options.patienceMs),
    async dispose() {
      await Promise.all(stores.map((store) => store.close()));
    },
  };
}

function steps(connection: Database): number {
  const sql = "SELECT coalesce(sum(nstep), 0) AS steps FROM sqlite_stmt WHERE sql NOT LIKE '%sqlite_stmt%'";
  return connection.all<{ steps: number }>(sql)[0]!.steps;
}
