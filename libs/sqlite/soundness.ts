import { DatabaseError } from './errors.js';
import type { Database } from './port.js';

/** Looks at every page of a file that is about to be used. @throws DatabaseError (`SQLITE_CORRUPT`) where it is damaged. */
export function assertSound(database: Database): void {
  const [checked] = database.all<{ quick_check: string }>('PRAGMA quick_check(1)');
  if (checked?.quick_check !== 'ok') throw new DatabaseError(`${database.path}: ${checked?.quick_check}`, 'SQLITE_CORRUPT');
}

/** Whether an error says that a file is broken, or no database at all. */
export function isDamage(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code.startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_NOTADB');
}
