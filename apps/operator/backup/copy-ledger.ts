import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { EventStore } from '#libs/event-store';
import { copyLog, SourceGrewError } from '#libs/event-store/copy';
import { openSqliteEventStore } from '#libs/event-store/sqlite';
import { isMissing } from '#libs/files';
import { DatabaseError } from '#libs/sqlite';
import { LEDGER_FILE } from '../../api/ledger-file.js';
import { copyHeads } from './copy-heads.js';
import { copyOptions, type WorkOptions } from './work.js';

/**
 * Copies a log, as it stands now, and its signed heads into the store's file in a folder: one that a server can open. Returns the log's size.
 * The copy's commits don't wait for the disk: closing syncs them all, and a back-up that was cut off is never used.
 */
export async function copyLedger(from: EventStore, folder: string, options: WorkOptions): Promise<bigint> {
  const file = path.join(folder, LEDGER_FILE);
  const to = await openSqliteEventStore({ path: file, synchronous: 'NORMAL' });
  let size: bigint;
  try {
    size = BigInt(await eventsCopied(from, to, options));
    await copyHeads(from, to, size, file);
  } finally {
    await to.close();
  }
  await leaveAlone(file);
  return size;
}

/** A log that grows meanwhile is copied up to where it stood at the beginning. */
async function eventsCopied(from: EventStore, to: EventStore, options: WorkOptions): Promise<number> {
  try {
    return (await copyLog({ ...copyOptions(options), from, to })).events;
  } catch (error) {
    if (error instanceof SourceGrewError) return error.copied;
    throw error;
  }
}

/** Makes sure that a closed file holds everything by itself, and takes away what lies beside it. @throws DatabaseError */
export async function leaveAlone(file: string): Promise<void> {
  const waiting = await stat(`${file}-wal`).then(
    ({ size }) => size,
    (error: unknown) => {
      if (isMissing(error)) return 0;
      throw error;
    },
  );
  if (waiting > 0) throw new DatabaseError(`${file}: the write-ahead log was not folded in`, 'SQLITE_BUSY');
  for (const beside of ['-wal', '-shm']) await rm(`${file}${beside}`, { force: true });
}
