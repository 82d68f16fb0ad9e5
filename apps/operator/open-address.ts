import { existsSync } from 'node:fs';
import path from 'node:path';
import type { EventStore } from '#libs/event-store';
import { openEventStoreDb } from '#libs/event-store/eventstoredb';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { acquireFolderLock } from '#libs/sqlite';
import { LEDGER_FILE } from '../api/ledger-file.js';
import type { LedgerAddress } from './address.js';
import { NoLedgerError } from './errors.js';

/** A store of which this process is the only user, where that can be held. */
export interface OpenStore {
  readonly store: EventStore;
  /** Closes the store, which brings to the disk whatever is not there yet, and lets go of its folder. */
  close(): Promise<void>;
}

/** `existing`: there must be a ledger. `filling`: made where there is none, and its commits don't wait for the disk, for a copy can be repeated (ADR 0011). */
export type Purpose = 'existing' | 'filling';

/** @throws NoLedgerError, FolderLockedError where a server runs on the folder, StoreFormatError, DatabaseError, StoreUnavailableError. */
export async function openAddress(address: LedgerAddress, purpose: Purpose): Promise<OpenStore> {
  if (address.kind === 'sqlite') return openFolder(address.folder, address.shown, purpose);
  const store = openEventStoreDb({ address: address.connection });
  return { store, close: () => store.close() };
}

/**
 * Reads a ledger, beside whoever serves it: no folder is taken and nothing made.
 * @throws NoLedgerError where there is none or an empty one, StoreFormatError, DatabaseError, StoreUnavailableError, whatever the work throws
 */
export async function reading<T>(address: LedgerAddress, work: (store: EventStore) => Promise<T>): Promise<T> {
  const { store, close } = await openToRead(address);
  try {
    if ((await store.head()) === undefined) throw new NoLedgerError(address.shown);
    return await work(store);
  } finally {
    await close();
  }
}

async function openToRead(address: LedgerAddress): Promise<OpenStore> {
  if (address.kind !== 'sqlite') return openAddress(address, 'existing');
  const file = path.join(address.folder, LEDGER_FILE);
  if (!existsSync(file)) throw new NoLedgerError(address.shown);
  const store = await openSqliteEventStore({ path: file, readonly: true });
  return { store, close: () => store.close() };
}

async function openFolder(folder: string, shown: string, purpose: Purpose): Promise<OpenStore> {
  const file = path.join(folder, LEDGER_FILE);
  if (purpose === 'existing' && !existsSync(file)) throw new NoLedgerError(shown);
  const lock = acquireFolderLock(folder);
  try {
    const store = await openSqliteEventStore({ path: file, synchronous: purpose === 'filling' ? 'NORMAL' : 'FULL' });
    return { store, close: () => store.close().finally(() => lock.release()) };
  } catch (error) {
    lock.release();
    throw error;
  }
}
