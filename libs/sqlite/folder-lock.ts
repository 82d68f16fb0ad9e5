import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Libsql from 'libsql';
import { codeOf, isBusyCode } from './driver-errors.js';
import { DatabaseError, FolderLockedError } from './errors.js';

/** A folder held for this process. The operating system releases it when the process ends, however it ends. */
export interface FolderLock {
  readonly folder: string;
  /** A second call does nothing. */
  release(): void;
}

/** A connection that nobody refers to may be collected, and its lock with it. */
const held = new Set<Libsql.Database>();

/**
 * Takes a folder for this process alone, by an exclusive transaction on `lock.db` that stays open. The data files themselves stay free for other connections
 * (fsck, back-up), which `locking_mode=EXCLUSIVE` would shut out. Makes the folder where there is none.
 * Nothing may open `lock.db` as a plain file: closing it would drop the process' POSIX locks.
 * @throws FolderLockedError where another process (or this one) holds it; DatabaseError where the folder can't be written.
 */
export function acquireFolderLock(folder: string): FolderLock {
  const path = resolve(folder);
  const connection = take(path);
  held.add(connection);
  return {
    folder: path,
    release(): void {
      if (!held.delete(connection)) return;
      connection.exec('ROLLBACK');
      connection.close();
    },
  };
}

function take(folder: string): Libsql.Database {
  let connection: Libsql.Database | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    connection = new Libsql(join(folder, 'lock.db'), { timeout: 0 });
    connection.exec('BEGIN EXCLUSIVE');
    return connection;
  } catch (error) {
    connection?.close();
    if (typeof error === 'object' && error !== null && isBusyCode(codeOf(error))) throw new FolderLockedError(folder);
    const message = error instanceof Error ? error.message : String(error);
    throw new DatabaseError(`${folder}: the folder can't be written: ${message}`, 'SQLITE_CANTOPEN', { cause: error });
  }
}
