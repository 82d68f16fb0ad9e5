import type { LogBatch, Position, ReadAllOptions, ReadStreamOptions, StoredEvent, SubscribeOptions } from './port.js';

/** Most events fetched at once where the caller does not say. */
export const PAGE_SIZE = 256;

/** Gives way to everything else that waits for the event loop. A long read that does not would keep every other request waiting until its end. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Fetches up to `limit` events of one stream, from a revision on (absent: from the end of the read's direction). */
export type StreamPage = (from: number | undefined, limit: number) => Promise<readonly StoredEvent[]>;
/** Fetches up to `limit` events of the log behind a position. */
export type LogPage = (after: Position | undefined, limit: number) => Promise<readonly StoredEvent[]>;

/** A stream, page by page. */
export async function* streamPages(
  page: StreamPage,
  options: ReadStreamOptions,
  pageSize = PAGE_SIZE,
): AsyncGenerator<readonly StoredEvent[]> {
  const step = options.direction === 'backwards' ? -1 : 1;
  let from = options.from;
  let left = options.maxCount ?? Infinity;
  while (left > 0) {
    const limit = Math.min(pageSize, left);
    const events = await page(from, limit);
    const last = events.at(-1);
    if (!last) return;
    yield events;
    left -= events.length;
    from = last.revision + step;
    if (events.length < limit || from < 0) return;
    await turn();
  }
}

/** The log up to its end, page by page, by keyset: each page begins behind the last event of the one before. */
export async function* logPages(page: LogPage, options: ReadAllOptions, pageSize = PAGE_SIZE): AsyncGenerator<readonly StoredEvent[]> {
  let after = options.after;
  let left = options.maxCount ?? Infinity;
  while (left > 0) {
    const limit = Math.min(pageSize, left);
    const events = await page(after, limit);
    const last = events.at(-1);
    if (!last) return;
    yield events;
    left -= events.length;
    after = last.position;
    if (events.length < limit) return;
    await turn();
  }
}

/** Tells waiting subscriptions that the log has grown. */
export class Growth {
  #count = 0;
  readonly #waiting = new Set<() => void>();

  /** How often the log has grown so far. */
  get count(): number {
    return this.#count;
  }

  notify(): void {
    this.#count++;
    for (const wake of [...this.#waiting]) wake();
  }

  /** Resolves once the log has grown beyond `seen`, the signal aborts, or `atMostMs` have passed (what another process writes tells nobody). */
  wait(seen: number, signal: AbortSignal, atMostMs?: number): Promise<void> {
    if (this.#count !== seen || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = atMostMs === undefined ? undefined : setTimeout(wake, atMostMs);
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}

export interface CatchUpSource {
  readonly page: LogPage;
  readonly growth: Growth;
  /** Aborted when the store closes. */
  readonly closed: AbortSignal;
  /** How often to look for what other processes wrote; absent: nobody else writes. */
  readonly pollMs?: number;
}

/** A catch-up subscription: what stands there, then what comes, each page only when the consumer asks for it. */
export async function* catchUp(source: CatchUpSource, options: SubscribeOptions): AsyncGenerator<LogBatch> {
  const ended = AbortSignal.any([options.signal, source.closed]);
  const limit = options.batchSize ?? PAGE_SIZE;
  let after = options.after;
  let toldHead = false;
  while (!ended.aborted) {
    const seen = source.growth.count;
    // One more than asked for tells whether the page ends at the end of the log.
    const found = await source.page(after, limit + 1);
    if (ended.aborted) return;
    const events = found.length > limit ? found.slice(0, limit) : found;
    const head = events.length === found.length;
    if (events.length > 0 || !toldHead) yield { events, head };
    toldHead = head;
    after = events.at(-1)?.position ?? after;
    if (head) await source.growth.wait(seen, ended, source.pollMs);
    else await turn();
  }
}
