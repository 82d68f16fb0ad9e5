import path from 'node:path';
import type { EventStore } from '#libs/event-store';
import { nodesOf, openEventStoreDb, parseAddress } from '#libs/event-store/eventstoredb';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import type { StoreSetting } from './config.js';
import { LEDGER_FILE } from './ledger-file.js';

/** Opens the store that the settings name. An EventStoreDB is not asked anything yet. @throws StoreFormatError, DatabaseError, StoreAddressError */
export async function openStore(setting: StoreSetting, dataDir: string, loading: boolean): Promise<EventStore> {
  if (setting.kind === 'eventStoreDb') return openEventStoreDb({ address: setting.address });
  return openSqliteEventStore({ path: path.join(dataDir, LEDGER_FILE), synchronous: loading ? 'NORMAL' : 'FULL' });
}

/** Where a store is, for people; never a password. */
export function placeOfStore(setting: StoreSetting, dataDir: string): string {
  return setting.kind === 'embedded' ? path.join(dataDir, LEDGER_FILE) : nodesOf(parseAddress(setting.address));
}
