/** An opaque place in one store's log, as text: ordered within the store by comparePositions, meaningless outside it. Only `?atLeast=` shows it. */
export type Position = string;

/** The revision that a stream's last event must have for an append to be taken, or that the stream must not exist. There is no "any". */
export type ExpectedRevision = number | 'noStream';

/** An event on its way in. `data` and `metadata` are canonical JSON, made once and kept to the byte. */
export interface EventToAppend {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** An event as the store holds it. Revisions of a stream count from 0 without a gap. */
export interface StoredEvent extends EventToAppend {
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
}

export interface AppendResult {
  /** Revision of the last event of this append. */
  readonly revision: number;
  /** Position of the last event of this append. */
  readonly position: Position;
  /**
   * The same events stood there already, recorded by another try of the command, and are not these to the byte: their metadata tell when and by which request that try
   * was made. Whoever wants to say what stands there must read it.
   */
  readonly recordedBefore?: true;
}

export interface ReadStreamOptions {
  /** Forwards (default): first revision to read, inclusive. Backwards: the revision to begin at, inclusive; absent = the end. */
  readonly from?: number;
  readonly direction?: 'forwards' | 'backwards';
  readonly maxCount?: number;
}

export interface ReadAllOptions {
  /** Exclusive; absent = from the beginning. */
  readonly after?: Position;
  readonly maxCount?: number;
}

export interface SubscribeOptions {
  /** Exclusive; absent = from the beginning. */
  readonly after?: Position;
  /** Ends the subscription. */
  readonly signal: AbortSignal;
  /** Most events handed over at once. */
  readonly batchSize?: number;
}

/** A page of a subscription. */
export interface LogBatch {
  readonly events: readonly StoredEvent[];
  /** Whether these events reached the end of the log as it was when they were read. An empty batch with `head: true` may come. */
  readonly head: boolean;
}

/**
 * The store of events: streams with exact revisions and one log over all of them.
 *
 * - `append` is one atomic append to one stream. It is refused with WrongExpectedRevisionError unless the stream stands exactly where the caller says, and
 *   with AppendTooLargeError over MAX_APPEND_BYTES. The same events (sameEvent) repeated at the same expected revision answer as at first
 *   (recordedBefore where the first ones' metadata are others) and write nothing; an id that the store holds with other content, or twice in one append, is EventIdConflictError. An empty append is a programming
 *   error. When it resolves, the events are durable.
 * - Reads hand out pages; the consumer's `for await` is the back-pressure. A stream that does not exist reads as empty.
 * - `readAll` and `subscribe` give every event of every stream exactly once in one order that never changes, and every stream's events in order of
 *   revision; what a reader has passed can never appear behind it. Streams `$…` and `checkpoint` are not part of the log.
 * - A subscription that ends without being aborted, with or without an error, was dropped: begin again from the last position.
 */
export interface EventStore {
  append(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<AppendResult>;
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<readonly StoredEvent[]>;
  readAll(options?: ReadAllOptions): AsyncIterable<readonly StoredEvent[]>;
  subscribe(options: SubscribeOptions): AsyncIterable<LogBatch>;
  /** Position of the last event of the log, undefined while it is empty. */
  head(): Promise<Position | undefined>;
  close(): Promise<void>;
}

/** 900 KiB: the sum of the bytes of data and metadata of one append, on every store (EventStoreDB's default limit is 1 MiB for the whole append). */
export const MAX_APPEND_BYTES = 900 * 1024;

/** Orders two positions of one store. */
export function comparePositions(a: Position, b: Position): number {
  const x = BigInt(a);
  const y = BigInt(b);
  return x < y ? -1 : x > y ? 1 : 0;
}
