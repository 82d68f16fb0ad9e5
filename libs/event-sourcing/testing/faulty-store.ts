import {
  type AppendResult,
  type EventStore,
  type EventToAppend,
  type ExpectedRevision,
  type LogBatch,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StoredEvent,
  StoreUnavailableError,
  type SubscribeOptions,
} from '#libs/event-store';

/** What goes wrong with one append: the store is not reached; it writes, but the answer is lost; or something happens just before. */
export type AppendFault = 'notReached' | 'answerLost' | (() => Promise<void>);

/** A store that fails as told, in front of one that does not. */
export class FaultyStore implements EventStore {
  /** Taken one an append. */
  readonly appendFaults: AppendFault[] = [];
  /** How many of the next stream reads fail. */
  failingReads = 0;
  /** Each subscription hands over this many batches, then ends: with an error or, every other time, without one. */
  batchesBeforeDrop = Infinity;
  appends = 0;
  subscriptions = 0;

  constructor(private readonly inner: EventStore) {}

  async append(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<AppendResult> {
    this.appends++;
    const fault = this.appendFaults.shift();
    if (fault === 'notReached') throw new StoreUnavailableError('not reached');
    if (typeof fault === 'function') await fault();
    const result = await this.inner.append(stream, expected, events);
    if (fault === 'answerLost') throw new StoreUnavailableError('no answer');
    return result;
  }

  async *readStream(stream: string, options?: ReadStreamOptions): AsyncGenerator<readonly StoredEvent[]> {
    if (this.failingReads > 0) {
      this.failingReads--;
      throw new StoreUnavailableError('not reached');
    }
    yield* this.inner.readStream(stream, options);
  }

  readAll(options?: ReadAllOptions): AsyncIterable<readonly StoredEvent[]> {
    return this.inner.readAll(options);
  }

  async *subscribe(options: SubscribeOptions): AsyncGenerator<LogBatch> {
    const nth = ++this.subscriptions;
    let batches = 0;
    for await (const batch of this.inner.subscribe(options)) {
      yield batch;
      if (++batches < this.batchesBeforeDrop) continue;
      if (nth % 2 === 0) throw new StoreUnavailableError('connection lost');
      return;
    }
  }

  head(): Promise<Position | undefined> {
    return this.inner.head();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
