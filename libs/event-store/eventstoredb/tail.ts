import { setTimeout as delay } from 'node:timers/promises';
import { END, streamNameFilter, type AllStreamResolvedEvent, type AllStreamSubscription } from '@eventstore/db-client';
import { comparePositions, type Position, type StoredEvent } from '../port.js';
import { Growth } from '../reading.js';
import type { Connection } from './connection.js';
import { fromWire, positionOf } from './wire.js';

/** The names of streams that belong to the log (isLogStream), as the server's filter takes them. */
const LOG_STREAMS = String.raw`^(?!\$)(?!checkpoint$)`;
/** Between two tries to listen, at first and at most, in milliseconds. */
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [50, 2_000];

/** Somebody who waits for certain events to come by. */
export interface Watch {
  /** The events, as soon as all have come by. */
  readonly seen: Promise<readonly StoredEvent[]>;
  end(): void;
}

/**
 * Listens to the live end of the log. Nothing rests on it: it may be dropped, stall or lag, and then costs time only. It wakes who waits for the log to grow, and it
 * shows a writer what was really written, without a question to the server.
 */
export class Tail {
  readonly growth = new Growth();
  readonly #watched = new Map<string, Set<(event: StoredEvent) => void>>();
  readonly #stop = new AbortController();
  #subscription: AllStreamSubscription | undefined;
  #listening = false;
  #running: Promise<void> | undefined;
  #last: Position | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly random: () => number,
  ) {}

  start(): void {
    this.#running ??= this.#run();
  }

  /** Whether it can be expected to hear of an event at a position that was just written. */
  willHear(position: Position): boolean {
    return this.#listening && (this.#last === undefined || comparePositions(position, this.#last) > 0);
  }

  /** Watches for `count` events of a stream. */
  watch(stream: string, first: number, count: number): Watch {
    const found: StoredEvent[] = [];
    let tell: (events: readonly StoredEvent[]) => void = () => undefined;
    const seen = new Promise<readonly StoredEvent[]>((resolve) => (tell = resolve));
    const watcher = (event: StoredEvent): void => {
      found.push(event);
      if (found.length === count) tell(found);
    };
    const keys = Array.from({ length: count }, (_, n) => `${stream}@${first + n}`);
    for (const key of keys) this.#watched.set(key, (this.#watched.get(key) ?? new Set()).add(watcher));
    const end = (): void => {
      for (const key of keys) if (this.#watched.get(key)?.delete(watcher) && this.#watched.get(key)?.size === 0) this.#watched.delete(key);
    };
    return { seen, end };
  }

  /** Begins to listen anew: it did not hear what it should have. */
  distrust(): void {
    this.#drop();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#drop();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    for (let failures = 0; !signal.aborted;) {
      failures = (await this.#listen()) ? 0 : failures + 1;
      // What came in between was heard by nobody.
      this.growth.notify();
      const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures, 10));
      await delay(pause * (0.5 + this.random() / 2), undefined, { signal }).catch(() => undefined);
    }
  }

  /** One subscription, until it is over, however it ends; whether it had begun. */
  #listen(): Promise<boolean> {
    return new Promise((resolve) => {
      const { client, replaced } = this.connection.current;
      const subscription = client.subscribeToAll({ fromPosition: END, filter: streamNameFilter({ regex: LOG_STREAMS, checkpointInterval: 1000 }) });
      let begun = false;
      const over = (): void => {
        replaced.removeEventListener('abort', over);
        if (this.#subscription === subscription) {
          this.#subscription = undefined;
          this.#listening = false;
          this.#last = undefined;
        }
        void subscription.unsubscribe().catch(() => undefined);
        resolve(begun);
      };
      this.#subscription = subscription;
      subscription.on('confirmation', () => {
        begun = true;
        this.#listening = this.#subscription === subscription;
        this.growth.notify();
      });
      subscription.on('data', (resolved: AllStreamResolvedEvent) => this.#hear(resolved));
      for (const ending of ['error', 'end', 'close'] as const) subscription.on(ending, over);
      replaced.addEventListener('abort', over, { once: true });
      if (replaced.aborted || this.#stop.signal.aborted) over();
      this.#drop = over;
    });
  }

  #drop: () => void = () => undefined;

  #hear({ event }: AllStreamResolvedEvent): void {
    if (event === undefined) return;
    this.#last = positionOf(event);
    const key = `${event.streamId}@${event.revision}`;
    const watchers = this.#watched.get(key);
    if (watchers) {
      const stored = fromWire(event);
      for (const watcher of watchers) watcher(stored);
    }
    this.growth.notify();
  }
}
