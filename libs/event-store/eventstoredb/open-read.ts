import type { StreamingRead } from '@eventstore/db-client';
import { StoreUnavailableError } from '../errors.js';

/** Most events that wait in this process to be taken. */
const MOST_WAITING = 1024;

/** One reading call on the server: what has come is taken in chunks, and the server is slowed down where nobody takes it. */
export class OpenRead<Resolved> {
  #waiting: Resolved[] = [];
  #ended = false;
  #error: Error | undefined;
  #wake: () => void = () => undefined;
  readonly #stop: () => void;

  constructor(
    private readonly stream: StreamingRead<Resolved>,
    private readonly given: AbortSignal,
    private readonly timeoutMs: number,
  ) {
    stream.on('data', (event: Resolved) => {
      this.#waiting.push(event);
      if (this.#waiting.length >= MOST_WAITING) stream.pause();
      this.#wake();
    });
    stream.on('end', () => this.#finish());
    stream.on('close', () => this.#finish());
    stream.on('error', (error: Error) => this.#finish(error));
    // A read on a client that was replaced is told nothing by it.
    this.#stop = () => this.#finish(new StoreUnavailableError('the connection was replaced'));
    given.addEventListener('abort', this.#stop, { once: true });
    if (given.aborted) this.#stop();
  }

  /** What has come since the last chunk, at least one event; undefined at the end of the call. @throws what broke the call off, StoreUnavailableError where nothing comes. */
  async next(): Promise<readonly Resolved[] | undefined> {
    if (this.#waiting.length === 0 && !this.#ended) await this.#arrival();
    if (this.#waiting.length > 0) {
      const chunk = this.#waiting;
      this.#waiting = [];
      if (this.stream.isPaused()) this.stream.resume();
      return chunk;
    }
    if (this.#error) throw this.#error;
    return undefined;
  }

  /** Everything, up to the end of the call. */
  async all(): Promise<Resolved[]> {
    const events: Resolved[] = [];
    for (let chunk = await this.next(); chunk; chunk = await this.next()) events.push(...chunk);
    return events;
  }

  cancel(): void {
    this.given.removeEventListener('abort', this.#stop);
    if (!this.#ended) void this.stream.cancel().catch(() => undefined);
    this.#ended = true;
  }

  #arrival(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#finish(new StoreUnavailableError(`nothing came within ${this.timeoutMs} ms`)), this.timeoutMs);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = () => undefined;
        resolve();
      };
    });
  }

  #finish(error?: Error): void {
    if (this.#ended) return;
    this.#error = error;
    if (error) this.cancel();
    this.#ended = true;
    this.given.removeEventListener('abort', this.#stop);
    this.#wake();
  }
}
