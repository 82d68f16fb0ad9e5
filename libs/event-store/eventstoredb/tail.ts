import { performance } from 'node:perf_hooks';
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

/** So many events within so many milliseconds, none of them waited for, are a crowd. */
const [CROWD, CROWD_MS] = [50, 250];
/** How long to look at the log instead of listening: at least, where somebody wants to watch, and at most. */
const [SHORTEST_REST_MS, REST_MS] = [250, 2_000];
/** How often to look meanwhile. */
const LOOK_MS = 25;

/** Somebody who waits for certain events to come by. */
export interface Watch {
  /** The events, once all have come by. */
  readonly seen: readonly StoredEvent[] | undefined;
  /** The same, waited for. */
  whenSeen(): Promise<readonly StoredEvent[]>;
  end(): void;
}

/**
 * Listens to the live end of the log. Nothing rests on it: it may be dropped, stall or lag, and then costs time only. It wakes who waits for the log to grow, and it
 * shows a writer what was really written, without a question to the server.
 */
export class Tail {
  readonly growth = new Growth();
  readonly #watched = new Map<string, Set<Watching>>();
  readonly #stop = new AbortController();
  #listening = false;
  #running: Promise<void> | undefined;
  #last: Position | undefined;
  readonly #crowd = new Crowd();
  /** Whether somebody wanted to watch since it began to rest. */
  #isWanted = false;

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
    this.#isWanted = true;
    const watching = new Watching(count);
    const keys = Array.from({ length: count }, (_, n) => `${stream}@${first + n}`);
    for (const key of keys) this.#watched.set(key, (this.#watched.get(key) ?? new Set()).add(watching));
    watching.end = () => {
      for (const key of keys) {
        const others = this.#watched.get(key);
        if (others?.delete(watching) && others.size === 0) this.#watched.delete(key);
      }
    };
    return watching;
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
      if (this.#crowd.isHere) await this.#rest();
      const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures, 10));
      await delay(pause * (0.5 + this.random() / 2), undefined, { signal }).catch(() => undefined);
    }
  }

  /** While very much comes by that nobody here waits for, listening costs more than looking: readers are woken by the clock instead. */
  async #rest(): Promise<void> {
    const { signal } = this.#stop;
    this.#isWanted = false;
    for (let waited = 0; waited < (this.#isWanted ? SHORTEST_REST_MS : REST_MS) && !signal.aborted; waited += LOOK_MS) {
      await delay(LOOK_MS, undefined, { signal }).catch(() => undefined);
      this.growth.notify();
    }
    this.#crowd.disperse();
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
        if (this.#crowd.isHere) break;
      }
    } catch {
      // Why it ended changes nothing: it begins again.
    }
    subscription.cancel();
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
    if (!watchers) return this.#crowd.passes();
    const stored = toStored(event);
    for (const watching of watchers) watching.hear(stored);
  }
}

class Watching implements Watch {
  readonly #found: StoredEvent[] = [];
  #tell: (events: readonly StoredEvent[]) => void = () => undefined;
  readonly #whenSeen = new Promise<readonly StoredEvent[]>((resolve) => (this.#tell = resolve));
  end: () => void = () => undefined;

  constructor(private readonly count: number) {}

  get seen(): readonly StoredEvent[] | undefined {
    return this.#found.length === this.count ? this.#found : undefined;
  }

  whenSeen(): Promise<readonly StoredEvent[]> {
    return this.#whenSeen;
  }

  hear(event: StoredEvent): void {
    this.#found.push(event);
    if (this.seen) this.#tell(this.#found);
  }
}

/** Notices when very many events come by that nobody waits for. */
class Crowd {
  #since = 0;
  #count = 0;
  isHere = false;

  passes(): void {
    const now = performance.now();
    if (now - this.#since > CROWD_MS) [this.#since, this.#count] = [now, 0];
    this.isHere = ++this.#count > CROWD;
  }

  disperse(): void {
    this.isHere = false;
    this.#count = 0;
  }
}
