import { existsSync } from 'node:fs';
import path from 'node:path';
import type { EventStore } from '#libs/event-store';
import { openEventStoreDb } from '#libs/event-store/eventstoredb';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { LEDGER_FILE } from '../../api/ledger-file.js';
import type { LedgerAddress } from '../address.js';
import { NoLedgerError } from '../errors.js';

/** Opens a store to read beside whoever serves it; takes no folder and makes nothing. @throws NoLedgerError, StoreFormatError, DatabaseError, StoreUnavailableError */
export async function openToRead(address: LedgerAddress): Promise<EventStore> {
  if (address.kind === 'eventStoreDb') return openEventStoreDb({ address: address.connection });
  const file = path.join(address.folder, LEDGER_FILE);
  if (!existsSync(file)) throw new NoLedgerError(address.shown);
  return openSqliteEventStore({ path: file, readonly: true });
}
