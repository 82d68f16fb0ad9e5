import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { checkAppend } from '../append-rules.js';
import { StoreClosedError } from '../errors.js';
import type { AppendResult, EventStore, EventToAppend, ExpectedRevision, LogBatch, Position } from '../port.js';
import type { ReadAllOptions, ReadStreamOptions, StoredEvent, SubscribeOptions } from '../port.js';
import { catchUp, logPages, streamPages } from '../reading.js';
import { parseAddress } from './address.js';
import { Appender } from './appender.js';
import { clientSettings } from './client-settings.js';
import { Connection, inTime } from './connection.js';
import { LogCursor } from './log-cursor.js';
import { ReadBack } from './read-back.js';
import { Reader } from './reader.js';
import { Tail } from './tail.js';

export interface EventStoreDbOptions {
  /** Connection string: `esdb://host:2113?tls=false`, `esdb+discover://name`, several hosts parted by commas. */
  readonly address: string;
  /** How long one call may take, or bring nothing, before its outcome counts as unknown. Default 5 s. */
  readonly timeoutMs?: number;
  /** How often a subscription that waits looks by itself, should nothing wake it. Default 1 s. */
  readonly pollMs?: number;
  readonly random?: () => number;
}

/** Between two looks of a subscription that has reached the end of the log, in milliseconds: where many events come one by one, each look shall bring several. */
const GATHER_MS = 10;

/**
 * The port over EventStoreDB (23.10) by its own client. Nothing is asked of the server yet: the first call finds out whether it is there.
 * @throws StoreAddressError
 */
export function openEventStoreDb(options: EventStoreDbOptions): EventStoreDbEventStore {
  return new EventStoreDbEventStore(options);
}

export class EventStoreDbEventStore implements EventStore {
  readonly #connection: Connection;
  readonly #reader: Reader;
  readonly #tail: Tail;
  readonly #appender: Appender;
  readonly #timeoutMs: number;
  readonly #pollMs: number;
  readonly #closing = new AbortController();
  readonly #underWay = new Set<Promise<unknown>>();
  #closed: Promise<void> | undefined;

  constructor({ address, timeoutMs = 5_000, pollMs = 1_000, random = Math.random }: EventStoreDbOptions) {
    const connection = new Connection(clientSettings(parseAddress(address)));
    this.#connection = connection;
    this.#reader = new Reader({ connection, timeoutMs });
    this.#tail = new Tail(connection, random);
    this.#appender = new Appender({ connection, timeoutMs, reader: this.#reader, tail: this.#tail, readBack: new ReadBack(this.#reader) });
    this.#timeoutMs = timeoutMs;
    this.#pollMs = pollMs;
  }

  /** How often the client had to be replaced, for whoever watches. */
  get replacements(): number {
    return this.#connection.replacements;
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<AppendResult> {
    this.#assertOpen();
    const bytes = checkAppend(stream, expected, events);
    this.#tail.start();
    const appending = this.#appender.append(stream, expected, events, bytes);
    this.#underWay.add(appending);
    try {
      return await appending;
    } finally {
      this.#underWay.delete(appending);
      this.#tail.growth.notify();
    }
  }

  async *readStream(stream: string, options: ReadStreamOptions = {}): AsyncGenerator<readonly StoredEvent[]> {
    const backwards = options.direction === 'backwards';
    const page = (from: number | undefined, limit: number): Promise<readonly StoredEvent[]> =>
      this.#open(() => this.#reader.streamPage(stream, backwards, from, limit));
    yield* streamPages(page, options);
  }

  async *readAll(options: ReadAllOptions = {}): AsyncGenerator<readonly StoredEvent[]> {
    const cursor = new LogCursor(this.#reader, options.after);
    try {
      yield* logPages((after, limit) => this.#open(() => cursor.page(after, limit)), options);
    } finally {
      cursor.close();
    }
  }

  async *subscribe(options: SubscribeOptions): AsyncGenerator<LogBatch> {
    this.#assertOpen();
    this.#tail.start();
    const cursor = new LogCursor(this.#reader, options.after);
    const ended = AbortSignal.any([options.signal, this.#closing.signal]);
    const page = (after: Position | undefined, limit: number): Promise<readonly StoredEvent[]> =>
      untilEnded(ended, () => cursor.page(after, limit));
    const source = { page: gathering(page), growth: this.#tail.growth, closed: this.#closing.signal, pollMs: this.#pollMs };
    try {
      yield* catchUp(source, options);
    } finally {
      cursor.close();
    }
  }

  head(): Promise<Position | undefined> {
    return this.#open(() => this.#reader.head());
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#closing.abort();
    // Whoever waits longer hears from the end of the connection that the outcome is unknown.
    await inTime(Promise.allSettled(this.#underWay), this.#timeoutMs, 'close').catch(() => undefined);
    await this.#tail.close();
    await this.#connection.close();
  }

  async #open<T>(work: () => Promise<T>): Promise<T> {
    this.#assertOpen();
    return work();
  }

  #assertOpen(): void {
    if (this.#closing.signal.aborted) throw new StoreClosedError('the event store is closed');
  }
}

/** Lets some time go by between two looks at the end of the log. The first of them is never late. */
function gathering(page: (after: Position | undefined, limit: number) => Promise<readonly StoredEvent[]>): typeof page {
  let last = -Infinity;
  return async (after, limit) => {
    const early = last + GATHER_MS - performance.now();
    if (early > 0) await delay(early);
    const events = await page(after, limit);
    last = events.length < limit ? performance.now() : -Infinity;
    return events;
  };
}

/** What the work gives, or nothing as soon as its reader has gone. */
async function untilEnded(ended: AbortSignal, work: () => Promise<readonly StoredEvent[]>): Promise<readonly StoredEvent[]> {
  if (ended.aborted) return [];
  return new Promise((resolve, reject) => {
    const leave = (): void => resolve([]);
    ended.addEventListener('abort', leave, { once: true });
    work()
      .then(resolve, (error: unknown) => (ended.aborted ? resolve([]) : reject(error as Error)))
      .finally(() => ended.removeEventListener('abort', leave));
  });
}
