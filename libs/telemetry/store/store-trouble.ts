import { StoreClosedError, StoreUnavailableError } from '#libs/event-store';
import type { Log } from '../log/log.js';

/** Tells when the store falls silent and when it answers again: one line each, however many callers meet it meanwhile. */
export class StoreTrouble {
  #since: number | undefined;
  #failures = 0;

  constructor(
    private readonly log: Log,
    private readonly elapsed: () => number,
  ) {}

  /** Other errors are answers, too; not so after closing. */
  failed(operation: string, error: unknown): void {
    if (error instanceof StoreClosedError) return;
    if (!(error instanceof StoreUnavailableError)) return this.answered();
    this.#failures++;
    if (this.#since !== undefined) return;
    this.#since = this.elapsed();
    this.log.warn('store.silent', { operation, error });
  }

  answered(): void {
    if (this.#since === undefined) return;
    const seconds = Math.round((this.elapsed() - this.#since) / 100) / 10;
    this.log.warn('store.answers', { failures: this.#failures, seconds });
    this.#since = undefined;
    this.#failures = 0;
  }
}
