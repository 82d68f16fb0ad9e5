import { comparePositions, type EventStore, type Position, type StoredEvent } from '#libs/event-store';
import type { EventMetadata, LogPoint } from '#libs/event-sourcing';

/** How far a follower is behind the head of the log. */
export interface Lag {
  /** Events it has not applied; counted up to LogLagOptions.countAtMost beyond the furthest follower. */
  readonly events: number;
  /** Age of the first event that it has not applied, by the ledger's clock; 0 at the head. */
  readonly seconds: number;
}

/** Where the followers stand, by name. */
export type Points = ReadonlyMap<string, LogPoint | undefined>;

export interface LogLagOptions {
  readonly store: EventStore;
  /** The ledger's clock: recordedAt is of it. */
  readonly now: () => string;
  readonly points: () => Points;
  /** Most events that one look reads to find the head's index, where no follower stands there; default 5,000. */
  readonly countAtMost?: number;
  /** How long an answer is good, in milliseconds; default 1,000. */
  readonly freshMs?: number;
  /** How long to wait for the store, in milliseconds; default 2,000. */
  readonly patienceMs?: number;
  /** In milliseconds. */
  readonly elapsed?: () => number;
}

/**
 * Measures how far the followers are behind. The store tells its head as a position only; its index is that of the follower that stands there (nearly always one does), otherwise the
 * events behind the furthest are counted. One look at a time, and no more than one a second, whoever asks how often.
 */
export class LogLag {
  #look: Promise<ReadonlyMap<string, Lag>> | undefined;
  #lookedAt = -Infinity;
  #looking = false;

  constructor(private readonly options: LogLagOptions) {}

  /** By follower; empty where the store does not say in time. */
  async measure(): Promise<ReadonlyMap<string, Lag>> {
    const { elapsed = () => performance.now(), freshMs = 1000, patienceMs = 2000 } = this.options;
    if (this.#look === undefined || (!this.#looking && elapsed() - this.#lookedAt >= freshMs)) {
      this.#lookedAt = elapsed();
      this.#looking = true;
      this.#look = this.#measure()
        .catch(() => new Map<string, Lag>())
        .finally(() => (this.#looking = false));
    }
    return within(this.#look, patienceMs, new Map<string, Lag>());
  }

  async #measure(): Promise<ReadonlyMap<string, Lag>> {
    const { store, points } = this.options;
    const head = await store.head();
    const standing = points();
    const last = await this.#lastIndex(head, standing);
    const lags = new Map<string, Lag>();
    for (const [name, point] of standing) {
      const events = Math.max(0, last - (point?.index ?? -1));
      lags.set(name, { events, seconds: events === 0 ? 0 : await this.#ageBehind(point?.position) });
    }
    return lags;
  }

  async #lastIndex(head: Position | undefined, standing: Points): Promise<number> {
    const furthest = [...standing.values()].reduce((best, point) => ((point?.index ?? -1) > (best?.index ?? -1) ? point : best), undefined);
    const index = furthest?.index ?? -1;
    if (head === undefined || (furthest && comparePositions(furthest.position, head) >= 0)) return index;
    let count = 0;
    for await (const page of this.#behind(furthest?.position, this.options.countAtMost ?? 5000)) {
      count += page.filter(({ position }) => comparePositions(position, head) <= 0).length;
    }
    return index + count;
  }

  async #ageBehind(position: Position | undefined): Promise<number> {
    for await (const [first] of this.#behind(position, 1)) {
      if (first === undefined) continue;
      const { recordedAt } = JSON.parse(first.metadata) as EventMetadata;
      return Math.max(0, (Date.parse(this.options.now()) - Date.parse(recordedAt)) / 1000);
    }
    return 0;
  }

  #behind(after: Position | undefined, maxCount: number): AsyncIterable<readonly StoredEvent[]> {
    return this.options.store.readAll({ ...(after === undefined ? {} : { after }), maxCount });
  }
}

async function within<T>(promise: Promise<T>, milliseconds: number, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
