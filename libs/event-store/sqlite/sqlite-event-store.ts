import { type Database, type OpenOptions, openDatabase, type Synchronous } from '#libs/sqlite';
import { checkAppend } from '../append-rules.js';
import { StoreClosedError } from '../errors.js';
import type { AppendResult, EventStore, EventToAppend, ExpectedRevision, LogBatch, Position } from '../port.js';
import type { ReadAllOptions, ReadStreamOptions, StoredEvent, SubscribeOptions } from '../port.js';
import { Growth, catchUp, logPages, streamPages } from '../reading.js';
import { AppendQueue } from './append-queue.js';
import { EventTable } from './event-table.js';
import { assertFormat, prepareSchema } from './schema.js';
import { whenFree } from './when-free.js';

export interface SqliteEventStoreOptions {
  /** The file; made where there is none, in a folder that exists. */
  readonly path: string;
  /** How long an operation tries while another process holds the file, before StoreUnavailableError. Default 10 s. */
  readonly busyTimeoutMs?: number;
  /** How often a subscription that waits looks for what other processes wrote. Default 1 s; own appends wake it at once. */
  readonly pollMs?: number;
  /**
   * `FULL` (default): an acknowledged append is on the disk. `NORMAL` is for the first loading of what can be loaded again (a sample): acknowledged appends survive
   * the end of this process, but the last ones not a power cut; closing syncs them all.
   */
  readonly synchronous?: Synchronous;
  /**
   * Only to read: beside the process that writes (another thread, an operator's program); or, where the file is `finished` (a back-up), without making anything beside
   * it. The file must exist, and appends are refused.
   */
  readonly readonly?: boolean | 'finished';
  /** The driver. Default: openDatabase of libs/sqlite. */
  readonly open?: (path: string, options: OpenOptions) => Database;
}

/**
 * Opens the embedded store: one SQLite file, WAL, every commit synced to disk (unless it is opened for a first loading).
 * @throws StoreFormatError where the file holds something else, DatabaseError where it can't be opened, StoreUnavailableError where it stays busy.
 */
export async function openSqliteEventStore(options: SqliteEventStoreOptions): Promise<EventStore> {
  const open = options.open ?? openDatabase;
  const busyTimeoutMs = options.busyTimeoutMs ?? 10_000;
  const { synchronous = 'FULL', readonly = false } = options;
  const mode = { synchronous, readonly: readonly !== false, immutable: readonly === 'finished' };
  const database = await whenFree(() => open(options.path, { ...mode, timeoutMs: 0 }), busyTimeoutMs);
  try {
    await whenFree(() => (mode.readonly ? assertFormat(database) : prepareSchema(database)), busyTimeoutMs);
  } catch (error) {
    database.close();
    throw error;
  }
  return new SqliteEventStore(database, busyTimeoutMs, options.pollMs ?? 1_000, mode.readonly);
}

class SqliteEventStore implements EventStore {
  readonly #growth = new Growth();
  readonly #closing = new AbortController();
  readonly #table: EventTable;
  readonly #queue: AppendQueue;
  #closed: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly busyTimeoutMs: number,
    private readonly pollMs: number,
    private readonly readonly: boolean,
  ) {
    this.#table = new EventTable(database);
    this.#queue = new AppendQueue(database, this.#table, busyTimeoutMs, () => this.#growth.notify());
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<AppendResult> {
    this.#assertOpen();
    if (this.readonly) throw new TypeError(`the store was opened to read; nothing can be appended to ${stream}`);
    const bytes = checkAppend(stream, expected, events);
    return this.#queue.append(stream, expected, events, bytes);
  }

  async *readStream(stream: string, options: ReadStreamOptions = {}): AsyncGenerator<readonly StoredEvent[]> {
    const backwards = options.direction === 'backwards';
    yield* streamPages((from, limit) => this.#read(() => this.#table.streamPage(stream, backwards, from, limit)), options);
  }

  async *readAll(options: ReadAllOptions = {}): AsyncGenerator<readonly StoredEvent[]> {
    yield* logPages((after, limit) => this.#read(() => this.#table.logPage(after, limit)), options);
  }

  async *subscribe(options: SubscribeOptions): AsyncGenerator<LogBatch> {
    this.#assertOpen();
    const page = async (after: Position | undefined, limit: number): Promise<readonly StoredEvent[]> => {
      if (this.#closing.signal.aborted) return [];
      return this.#read(() => this.#table.logPage(after, limit));
    };
    yield* catchUp({ page, growth: this.#growth, closed: this.#closing.signal, pollMs: this.pollMs }, options);
  }

  head(): Promise<Position | undefined> {
    return this.#read(() => this.#table.head());
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#closing.abort();
    await this.#queue.drained();
    this.database.close();
  }

  async #read<T>(work: () => T): Promise<T> {
    return whenFree(() => {
      this.#assertOpen();
      return work();
    }, this.busyTimeoutMs);
  }

  #assertOpen(): void {
    if (this.#closing.signal.aborted) throw new StoreClosedError('the event store is closed');
  }
}
