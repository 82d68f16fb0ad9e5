import { DomainError } from '#libs/kernel';
import { DatabaseError } from '#libs/sqlite';
import { inOneLine } from './answer.js';
import { witnessErrors } from './errors.js';

/** The one line that the person at the terminal sees where a witness can't start: what is wrong and what to do. undefined: a fault of the program. */
export function startFailure(error: unknown, dataDir: string): string | undefined {
  if (error instanceof DomainError) return inOneLine(error);
  const code = error instanceof DatabaseError ? error.code : (error as NodeJS.ErrnoException | undefined)?.code;
  return code === undefined ? undefined : inOneLine(witnessErrors.error('witness.unwritable', { path: dataDir, cause: code }));
}
