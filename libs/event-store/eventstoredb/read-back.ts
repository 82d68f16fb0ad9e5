import { comparePositions, type Position, type StoredEvent } from '../port.js';
import { turn } from '../reading.js';
import type { Reader } from './reader.js';
import { eventsOf } from './wire/received.js';

interface Wanted {
  readonly stream: string;
  readonly first: number;
  readonly count: number;
  /** Of the last event. */
  readonly position: Position;
  resolve(events: readonly StoredEvent[]): void;
  reject(error: unknown): void;
}

/** Among how many events that a look is for one of another's is reckoned with. */
const SOUGHT_TO_OTHERS = 8;
/** From so many appends under way on, a look waits until half of them have been acknowledged, but no longer than so many milliseconds. */
const [MANY, GATHER_MS] = [16, 2];

/** Reads back what was just written. Many writers of one moment are served by one look at the log: the newest events stand side by side there. */
export class ReadBack {
  #wanted: Wanted[] = [];
  #running = false;
  #enough = 0;
  #gathered: () => void = () => undefined;

  constructor(private readonly reader: Reader) {}

  /**
   * The events of a stream from a revision on, as the database holds them; `position`: where the last of them was said to stand. Fewer where they are not there.
   * @param underWay how many appends are under way, this one included
   */
  recent(stream: string, first: number, count: number, position: Position, underWay: number): Promise<readonly StoredEvent[]> {
    return new Promise((resolve, reject) => {
      this.#wanted.push({ stream, first, count, position, resolve, reject });
      this.#enough = underWay < MANY ? 0 : underWay / 2;
      if (this.#wanted.length >= this.#enough) this.#gathered();
      if (!this.#running) void this.#run();
    });
  }

  /** The same, straight from the stream. */
  ofStream(stream: string, first: number, count: number): Promise<readonly StoredEvent[]> {
    return this.reader.streamPage(stream, false, first, count);
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#wanted.length > 0) {
      // Writers whose answers came in the same moment go together.
      await turn();
      if (this.#wanted.length < this.#enough) await this.#gather();
      const wanted = this.#wanted.splice(0);
      const found = wanted.length > 1 ? await this.#lookAtLog(wanted) : new Map<string, StoredEvent>();
      for (const one of wanted) this.#answer(one, found);
    }
    this.#running = false;
  }

  #gather(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, GATHER_MS);
      this.#gathered = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #answer(one: Wanted, found: ReadonlyMap<string, StoredEvent>): void {
    const events = Array.from({ length: one.count }, (_, n) => found.get(`${one.stream}@${one.first + n}`));
    if (events.every((event) => event !== undefined)) one.resolve(events);
    else this.ofStream(one.stream, one.first, one.count).then(one.resolve, one.reject);
  }

  /** What stands from the first of the positions on; nothing where a look fails: then each is asked for by itself. */
  async #lookAtLog(wanted: readonly Wanted[]): Promise<ReadonlyMap<string, StoredEvent>> {
    const found = new Map<string, StoredEvent>();
    const sought = new Set(wanted.flatMap(({ stream, first, count }) => Array.from({ length: count }, (_, n) => `${stream}@${first + n}`)));
    let from = wanted.map(({ position }) => position).reduce((a, b) => (comparePositions(a, b) <= 0 ? a : b));
    try {
      // More of others' between them than was reckoned with: the look goes on behind, as long as it finds something.
      for (let before = Infinity; sought.size > 0 && sought.size < before;) {
        before = sought.size;
        from = await this.#lookFrom(from, sought, found);
      }
    } catch {
      // What it found stands there all the same.
    }
    return found;
  }

  /** One call, to its end: to break it off would cost more than the few events that may be left. The position of the last event that came. */
  async #lookFrom(from: Position, sought: Set<string>, found: Map<string, StoredEvent>): Promise<Position> {
    const read = this.reader.openLog(from, sought.size + Math.ceil(sought.size / SOUGHT_TO_OTHERS) + 1);
    let last = from;
    try {
      for (let chunk = await read.next(); chunk; chunk = await read.next()) {
        for (const event of eventsOf(chunk)) {
          last = event.position;
          const key = `${event.stream}@${event.revision}`;
          if (sought.delete(key)) found.set(key, event.stored());
        }
      }
    } finally {
      read.cancel();
    }
    return last;
  }
}
