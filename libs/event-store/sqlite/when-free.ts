import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseBusyError } from '#libs/sqlite';
import { StoreUnavailableError } from '../errors.js';

const FIRST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 50;

/**
 * Does synchronous work on the database as soon as no other process holds it. The driver is asked without a wait of its own and the pauses between the tries
 * belong to the event loop: SQLite's busy handler would stop the whole process instead.
 * @throws StoreUnavailableError where the database stays busy for `timeoutMs`; whatever else `work` throws.
 */
export async function whenFree<T>(work: () => T, timeoutMs: number): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof DatabaseBusyError)) throw error;
      if (performance.now() >= deadline) throw new StoreUnavailableError(`the database was busy for ${timeoutMs} ms`, { cause: error });
    }
    await delay(pause);
  }
}
