import { comparePositions, type EventStore, type LogBatch, type StoredEvent } from '#libs/event-store';
import type { LogEntry } from '../events.js';
import type { FollowObserver } from '../observers.js';
import type { EventRegistry } from '../registry/event-registry.js';
import { type Backoff, defaultBackoff, delayOf } from './backoff.js';
import { isClockError, maximumUpTo } from './effective-time.js';
import type { EffectiveTime } from './known-time.js';
import type { LogPoint } from './log-point.js';

export interface FollowOptions {
  readonly store: EventStore;
  readonly registry: EventRegistry;
  /** The last entry that was applied; absent = from the beginning. */
  readonly from?: LogPoint | undefined;
  /**
   * Told of every entry exactly once and in order (again from `from` after a restart). `head`: these entries reached the end of the log as it was when they were read; an
   * empty list may come. What it throws is poison: the follower stops.
   */
  readonly apply: (entries: readonly LogEntry[], head: boolean) => Promise<void> | void;
  readonly signal: AbortSignal;
  readonly backoff?: Backoff;
  /** Kept up to date with the log's effectiveAt, for the runner's check of the clock. */
  readonly time?: EffectiveTime;
  readonly batchSize?: number;
  readonly observe?: FollowObserver;
}

/** How a follower stands, for health. */
export interface FollowerStatus {
  readonly state: 'running' | 'stopped' | 'ended';
  /** The last entry applied. */
  readonly point: LogPoint | undefined;
  /** Whether it had reached the end of the log when it last looked. */
  readonly atHead: boolean;
  /** How often a subscription was dropped in a row without bringing anything. */
  readonly drops: number;
  /** Why the last subscription was dropped, or why the follower stopped. */
  readonly error?: string;
  /** Where it stopped: the index of the entry that could not be applied. */
  readonly stoppedAt?: number;
}

/** A running follower. */
export interface LogFollower {
  readonly status: FollowerStatus;
  /** Resolves when it has ended (aborted) or stopped (poison). Never rejects: see the status. */
  readonly done: Promise<void>;
}

/** An entry that could not be read or applied. What stands before it in the log has been applied. */
export class PoisonEntryError extends Error {
  override readonly name = 'PoisonEntryError';
  constructor(
    readonly index: number,
    cause: unknown,
  ) {
    super(`log entry ${index} can't be applied: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/**
 * Follows the log for good: gives every event its dense index and effectiveAt, begins again from the last entry where a subscription is dropped (with or without an error), and
 * never skips. An event that can't be read or applied stops it visibly.
 */
export function followLog(options: FollowOptions): LogFollower {
  const follower = new Follower(options);
  return {
    done: follower.run(),
    get status(): FollowerStatus {
      return follower.status();
    },
  };
}

class Follower {
  readonly #backoff: Backoff;
  #state: FollowerStatus['state'] = 'running';
  #point: LogPoint | undefined;
  #atHead = false;
  #drops = 0;
  #error: string | undefined;
  #stoppedAt: number | undefined;
  /** Since the head was last reached. */
  #sawClockError = false;

  constructor(private readonly options: FollowOptions) {
    this.#point = options.from;
    this.#backoff = options.backoff ?? defaultBackoff();
  }

  status(): FollowerStatus {
    return {
      state: this.#state,
      point: this.#point,
      atHead: this.#atHead,
      drops: this.#drops,
      ...(this.#error === undefined ? {} : { error: this.#error }),
      ...(this.#stoppedAt === undefined ? {} : { stoppedAt: this.#stoppedAt }),
    };
  }

  async run(): Promise<void> {
    const { signal } = this.options;
    while (!signal.aborted && this.#state === 'running') {
      const dropped = await this.#subscribe();
      if (signal.aborted || this.#state !== 'running') break;
      this.#atHead = false;
      this.#drops++;
      this.options.observe?.dropped?.(dropped, this.#drops);
      await this.#backoff.sleep(delayOf(this.#backoff, this.#drops), signal);
    }
    if (this.#state === 'running') this.#state = 'ended';
    this.#atHead = false;
  }

  /** One subscription, until it is dropped. Returns the error, if there was one. */
  async #subscribe(): Promise<unknown> {
    const { store, signal, batchSize } = this.options;
    const after = this.#point === undefined ? {} : { after: this.#point.position };
    try {
      for await (const batch of store.subscribe({ ...after, signal, ...(batchSize === undefined ? {} : { batchSize }) })) {
        if (signal.aborted) return undefined;
        await this.#take(batch);
      }
      this.#error = 'the subscription ended';
      return undefined;
    } catch (error) {
      if (signal.aborted) return error;
      this.#error = error instanceof Error ? error.message : String(error);
      if (!(error instanceof PoisonEntryError)) return error;
      this.#state = 'stopped';
      this.#stoppedAt = error.index;
      this.options.observe?.stopped?.(error.index, error.cause);
      return error;
    }
  }

  async #take(batch: LogBatch): Promise<void> {
    const { entries, point, failure } = await this.#read(batch.events);
    try {
      if (entries.length > 0 || !failure) await this.#apply(entries, batch.head && !failure);
    } catch (error) {
      if (this.options.signal.aborted) return;
      throw error instanceof PoisonEntryError ? error : new PoisonEntryError(entries[0]?.index ?? this.#nextIndex(), error);
    }
    if (entries.length > 0) {
      this.#point = point;
      this.#drops = 0;
    }
    if (failure) throw failure;
    this.#atHead = batch.head;
    this.#error = undefined;
    if (batch.head && this.#point) this.#tellTime(this.#point.effectiveAt);
  }

  async #apply(entries: readonly LogEntry[], head: boolean): Promise<void> {
    const { apply, observe } = this.options;
    if (!observe?.applying) return apply(entries, head);
    await observe.applying(entries, head, async () => apply(entries, head));
  }

  /** Only the head of the log tells its time: on the way there stand stamps that are known to be wrong further on. */
  #tellTime(effectiveAt: string): void {
    if (this.#sawClockError) this.options.time?.reset(effectiveAt);
    else this.options.time?.raise(effectiveAt);
    this.#sawClockError = false;
  }

  /** Turns stored events into entries, up to the first that can't be read. */
  async #read(events: readonly StoredEvent[]): Promise<{ entries: LogEntry[]; point: LogPoint | undefined; failure?: PoisonEntryError }> {
    const entries: LogEntry[] = [];
    let point = this.#point;
    for (const stored of events) {
      // A store that repeats what was passed already does no harm.
      if (point !== undefined && comparePositions(stored.position, point.position) <= 0) continue;
      const index = (point?.index ?? -1) + 1;
      let event: LogEntry['event'];
      try {
        event = this.options.registry.parse(stored);
      } catch (error) {
        return { entries, point, failure: new PoisonEntryError(index, error) };
      }
      const at = this.#effectiveAt(stored, event.metadata.recordedAt, point);
      // Awaiting every event would cost a turn each.
      const effectiveAt = typeof at === 'string' ? at : await at;
      point = { position: stored.position, index, effectiveAt };
      entries.push({ index, effectiveAt, event });
    }
    return { entries, point };
  }

  #effectiveAt(stored: StoredEvent, recordedAt: string, before: LogPoint | undefined): string | Promise<string> {
    if (!isClockError(stored)) return before === undefined || recordedAt > before.effectiveAt ? recordedAt : before.effectiveAt;
    this.#sawClockError = true;
    return maximumUpTo(this.options.store, stored.position);
  }

  #nextIndex(): number {
    return (this.#point?.index ?? -1) + 1;
  }
}
