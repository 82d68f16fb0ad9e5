import { setTimeout as wait } from 'node:timers/promises';
import { StoreUnavailableError } from './errors.js';

/** How long to go on where the store does not answer. */
export interface Persistence {
  readonly tries: number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** First pause; each further one is twice as long, up to maxMs. */
  readonly minMs: number;
  readonly maxMs: number;
}

/** About eight seconds: an EventStoreDB cluster has a new leader after 0.7 to 5.3. */
export const defaultPersistence: Persistence = { tries: 9, minMs: 20, maxMs: 2000, sleep: (ms) => wait(ms) };

/** Does the same again while the store is unavailable. The last StoreUnavailableError goes on. */
export async function persistently<T>(persistence: Persistence, work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreUnavailableError) || tried >= persistence.tries) throw error;
      await persistence.sleep(Math.min(persistence.maxMs, persistence.minMs * 2 ** (tried - 1)));
    }
  }
}
