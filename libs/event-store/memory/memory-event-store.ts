import { checkAppend, decideAppend } from '../append-rules.js';
import { StoreClosedError } from '../errors.js';
import type {
  AppendResult,
  EventStore,
  EventToAppend,
  ExpectedRevision,
  LogBatch,
  Position,
  ReadAllOptions,
  ReadStreamOptions,
  StoredEvent,
} from '../port.js';
import type { SubscribeOptions } from '../port.js';
import { catchUp, logPages, streamPages } from '../reading.js';
import { MemoryLog } from './memory-log.js';

/** The port in memory, for unit tests: all that it promises but durability. */
export class MemoryEventStore implements EventStore {
  readonly #closing = new AbortController();

  constructor(protected readonly log: MemoryLog = new MemoryLog()) {}

  async append(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<AppendResult> {
    this.assertOpen();
    checkAppend(stream, expected, events);
    const result = await this.commit(stream, expected, events);
    this.log.growth.notify();
    return result;
  }

  async *readStream(stream: string, options: ReadStreamOptions = {}): AsyncGenerator<readonly StoredEvent[]> {
    yield* streamPages(async (from, limit) => {
      this.assertOpen();
      return this.#visited(this.#streamPage(stream, options.direction === 'backwards', from, limit));
    }, options);
  }

  async *readAll(options: ReadAllOptions = {}): AsyncGenerator<readonly StoredEvent[]> {
    yield* logPages(async (after, limit) => {
      this.assertOpen();
      return this.page(after, limit);
    }, options);
  }

  async *subscribe(options: SubscribeOptions): AsyncGenerator<LogBatch> {
    this.assertOpen();
    yield* catchUp(
      { page: async (after, limit) => this.page(after, limit), growth: this.log.growth, closed: this.#closing.signal },
      options,
    );
  }

  async head(): Promise<Position | undefined> {
    this.assertOpen();
    return this.log.log.at(-1)?.position;
  }

  async close(): Promise<void> {
    this.#closing.abort();
  }

  /** Decides and writes in one go. */
  protected async commit(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<AppendResult> {
    const decision = decideAppend(this.log, stream, expected, events);
    if (decision.kind === 'repeated') return decision.answer;
    return this.write(stream, decision.firstRevision, events);
  }

  protected write(stream: string, firstRevision: number, events: readonly EventToAppend[]): AppendResult {
    const last = events.map((event, n) => this.log.write(stream, firstRevision + n, event)).at(-1)!;
    return { revision: last.revision, position: last.position };
  }

  /** Up to `limit` events of the log behind a position. */
  protected page(after: Position | undefined, limit: number): readonly StoredEvent[] {
    const start = after === undefined ? 0 : this.#firstBehind(BigInt(after));
    return this.#visited(this.log.log.slice(start, start + limit));
  }

  protected assertOpen(): void {
    if (this.#closing.signal.aborted) throw new StoreClosedError('the event store is closed');
  }

  #streamPage(stream: string, backwards: boolean, from: number | undefined, limit: number): readonly StoredEvent[] {
    const events = this.log.stream(stream);
    if (!backwards) return events.slice(from ?? 0, (from ?? 0) + limit);
    const end = Math.min(from ?? events.length - 1, events.length - 1) + 1;
    return events.slice(Math.max(0, end - limit), end).reverse();
  }

  #firstBehind(position: bigint): number {
    let [low, high] = [0, this.log.log.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (BigInt(this.log.log[middle]!.position) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #visited(events: readonly StoredEvent[]): readonly StoredEvent[] {
    this.log.rowsVisited += events.length;
    return events;
  }
}
