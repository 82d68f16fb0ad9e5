import { type Database, DatabaseBusyError, DatabaseError } from '#libs/sqlite';
import { StoreUnavailableError } from '../errors.js';
import type { AppendResult, EventToAppend, ExpectedRevision } from '../port.js';
import { turn } from '../reading.js';
import type { EventTable } from './event-table.js';
import { whenFree } from './when-free.js';

/** Most appends of one transaction. One sync to disk costs as much as dozens of appends. */
const MOST_APPENDS = 64;
/** Most bytes of one transaction, so that a commit does not keep the event loop for long. */
const MOST_BYTES = 4 * 1024 * 1024;

interface PendingAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly EventToAppend[];
  readonly bytes: number;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Group commit: appends that wait at the same time share one transaction, in the order in which they came. Each stands behind a savepoint of its own, so that
 * one that is refused changes nothing for its neighbours, and nobody is told anything before the COMMIT.
 */
export class AppendQueue {
  readonly #waiting: PendingAppend[] = [];
  #running: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly table: EventTable,
    private readonly busyTimeoutMs: number,
    private readonly onCommitted: () => void,
  ) {}

  append(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[], bytes: number): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ stream, expected, events, bytes, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves once nothing waits any more. */
  async drained(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Callers of this turn of the event loop join the same transaction.
      await turn();
      try {
        const settlements = await whenFree(() => this.#commitBatch(), this.busyTimeoutMs);
        this.onCommitted();
        for (const settle of settlements) settle();
      } catch (error) {
        for (const append of this.#waiting.splice(0)) append.reject(error);
      }
    }
    this.#running = undefined;
  }

  /** Takes the next batch through one transaction and returns what to tell each caller. Where the database is busy, nothing is taken. */
  #commitBatch(): readonly (() => void)[] {
    let batch: readonly PendingAppend[] = [];
    try {
      return this.database.transaction(() => {
        batch = this.#take();
        let position = this.table.lastPosition();
        return batch.map((append) => {
          const [settle, last] = this.#attempt(append, position);
          position = last;
          return settle;
        });
      });
    } catch (error) {
      if (batch.length === 0) throw error instanceof DatabaseBusyError ? error : unavailable(error);
      const reason = unavailable(error);
      return batch.map((append) => () => append.reject(reason));
    }
  }

  /** One append behind its savepoint: what to tell its caller after the commit, and the last position given so far. */
  #attempt(append: PendingAppend, lastPosition: number): [settle: () => void, lastPosition: number] {
    try {
      const result = this.database.savepoint(() => this.table.append(append.stream, append.expected, append.events, lastPosition));
      return [() => append.resolve(result), Math.max(lastPosition, Number(result.position))];
    } catch (error) {
      // The transaction itself is gone (disk full, I/O error): nobody's append can be acknowledged.
      if (!this.database.inTransaction) throw error;
      const reason = error instanceof DatabaseError || error instanceof DatabaseBusyError ? unavailable(error) : error;
      return [() => append.reject(reason), lastPosition];
    }
  }

  #take(): readonly PendingAppend[] {
    let bytes = 0;
    let count = 0;
    for (const append of this.#waiting.slice(0, MOST_APPENDS)) {
      bytes += append.bytes;
      if (count > 0 && bytes > MOST_BYTES) break;
      count++;
    }
    return this.#waiting.splice(0, count);
  }
}

function unavailable(error: unknown): StoreUnavailableError {
  return new StoreUnavailableError(`the database did not take the append: ${error instanceof Error ? error.message : String(error)}`, {
    cause: error,
  });
}
