import { type Persistence, persistently } from '../persistence.js';
import { comparePositions, type EventStore, type Position, type StoredEvent } from '../port.js';

/** A log one event after another. Only the page at hand is kept; where the store falls silent, the reading goes on behind the last event. */
export class LogReader {
  #page: readonly StoredEvent[] = [];
  #at = 0;
  #pages: AsyncIterator<readonly StoredEvent[]> | undefined;
  #after: Position | undefined;
  #ended = false;

  /** `until`: the last event to read; absent: to the end of the log. */
  constructor(
    private readonly store: EventStore,
    private readonly persistence: Persistence,
    private readonly until?: Position,
  ) {}

  /** undefined at the end, for good. @throws StoreUnavailableError */
  async next(): Promise<StoredEvent | undefined> {
    while (this.#at === this.#page.length) {
      if (this.#ended) return undefined;
      this.#page = await persistently(this.persistence, () => this.#fetch());
      this.#at = 0;
    }
    const event = this.#page[this.#at++]!;
    if (this.until === undefined || comparePositions(event.position, this.until) <= 0) return event;
    return this.#end();
  }

  /** Ends a reading that nobody goes on with. */
  async close(): Promise<void> {
    this.#end();
    await this.#pages?.return?.();
  }

  #end(): undefined {
    this.#ended = true;
    this.#page = [];
    this.#at = 0;
  }

  async #fetch(): Promise<readonly StoredEvent[]> {
    this.#pages ??= this.store.readAll(this.#after === undefined ? {} : { after: this.#after })[Symbol.asyncIterator]();
    try {
      const { done, value } = await this.#pages.next();
      if (done) this.#ended = true;
      const page = done ? [] : value;
      this.#after = page.at(-1)?.position ?? this.#after;
      return page;
    } catch (error) {
      // What has thrown is over: the next try begins anew behind the last event.
      this.#pages = undefined;
      throw error;
    }
  }
}
