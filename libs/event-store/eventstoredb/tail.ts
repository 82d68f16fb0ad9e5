import { setTimeout as delay } from 'node:timers/promises';
import { comparePositions, type Position, type StoredEvent } from '../port.js';
import { Growth } from '../reading.js';
import type { Connection } from './connection.js';
import { OpenRead } from './open-read.js';
import type { streams } from './wire/stubs.js';
import { positionOf, streamOf, toStored } from './wire/recorded.js';
import { subscribeToNew } from './wire/requests.js';

/** The end of the log may be quiet for as long as it likes: the longest time that a timer takes. */
const NO_TIMEOUT_MS = 2 ** 31 - 1;
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
  async #listen(): Promise<boolean> {
    let begun = false;
    const subscription = new OpenRead(this.connection.current, subscribeToNew(), NO_TIMEOUT_MS);
    this.#drop = () => subscription.cancel();
    if (this.#stop.signal.aborted) this.#drop();
    try {
      for (let chunk = await subscription.next(); chunk; chunk = await subscription.next()) {
        begun = true;
        this.#listening = true;
        for (const message of chunk) this.#hear(message);
        this.growth.notify();
      }
    } catch {
      // Why it ended changes nothing: it begins again.
    }
    this.#listening = false;
    this.#last = undefined;
    return begun;
  }

  #drop: () => void = () => undefined;

  #hear(message: streams.ReadResp): void {
    const event = message.getEvent()?.getEvent();
    if (event === undefined) return;
    this.#last = positionOf(event);
    const watchers = this.#watched.get(`${streamOf(event)}@${event.getStreamRevision()}`);
    if (!watchers) return;
    const stored = toStored(event);
    for (const watcher of watchers) watcher(stored);
  }
}
