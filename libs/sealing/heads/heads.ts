import type { EventStore } from '#libs/event-store';
import { readCheckpoints, type RecordedHead } from './read-checkpoints.js';

/** The log's signed heads as this node knows them: read once, then only what has come since. */
export class Heads {
  readonly #byOrigin = new Map<string, Map<bigint, RecordedHead>>();
  readonly #largest = new Map<string, RecordedHead>();
  #last: RecordedHead | undefined;
  #reading: Promise<void> | undefined;

  constructor(private readonly store: EventStore) {}

  /** Reads what was signed since the last time. @throws `sealing.headMalformed`, StoreUnavailableError */
  async refresh(): Promise<void> {
    // What a reading under way has passed already may be too old for who asks now: he waits for it, then reads himself.
    const before = this.#reading;
    const reading = (async () => {
      await before?.catch(() => undefined);
      await this.#read();
    })();
    this.#reading = reading;
    await reading;
  }

  /** Revision of the newest head of any name. */
  get revision(): number | undefined {
    return this.#last?.revision;
  }

  /** The largest head under a name. */
  latest(origin: string): RecordedHead | undefined {
    return this.#largest.get(origin);
  }

  at(origin: string, size: bigint): RecordedHead | undefined {
    return this.#byOrigin.get(origin)?.get(size);
  }

  /** The sizes that were signed under a name, as they were signed. */
  sizes(origin: string): readonly bigint[] {
    return [...(this.#byOrigin.get(origin)?.keys() ?? [])];
  }

  async #read(): Promise<void> {
    for await (const head of readCheckpoints(this.store, (this.#last?.revision ?? -1) + 1)) {
      const { origin, size } = head.checkpoint;
      const ofOrigin = this.#byOrigin.get(origin) ?? new Map<bigint, RecordedHead>();
      this.#byOrigin.set(origin, ofOrigin);
      ofOrigin.set(size, head);
      const largest = this.#largest.get(origin);
      if (largest === undefined || size > largest.checkpoint.size) this.#largest.set(origin, head);
      this.#last = head;
    }
  }
}
