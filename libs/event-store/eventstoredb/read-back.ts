import { comparePositions, type Position, type StoredEvent } from '../port.js';
import { turn } from '../reading.js';
import { eventsOf, type Reader } from './reader.js';
import { streamOf, toStored } from './wire/recorded.js';

interface Wanted {
  readonly stream: string;
  readonly first: number;
  readonly count: number;
  /** Of the last event. */
  readonly position: Position;
  resolve(events: readonly StoredEvent[]): void;
  reject(error: unknown): void;
}

/** How many events of others may stand among those that a look is for; what lies further apart is asked for stream by stream. */
const OTHERS = 8;

/** Reads back what was just written. Many writers of one moment are served by one look at the log: the newest events stand side by side there. */
export class ReadBack {
  #wanted: Wanted[] = [];
  #running = false;

  constructor(private readonly reader: Reader) {}

  /** The events of a stream from a revision on, as the database holds them; `position`: where the last of them was said to stand. Fewer where they are not there. */
  recent(stream: string, first: number, count: number, position: Position): Promise<readonly StoredEvent[]> {
    return new Promise((resolve, reject) => {
      this.#wanted.push({ stream, first, count, position, resolve, reject });
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
      const wanted = this.#wanted.splice(0);
      const found = wanted.length > 1 ? await this.#lookAtLog(wanted) : new Map<string, StoredEvent>();
      for (const one of wanted) this.#answer(one, found);
    }
    this.#running = false;
  }

  #answer(one: Wanted, found: ReadonlyMap<string, StoredEvent>): void {
    const events = Array.from({ length: one.count }, (_, n) => found.get(`${one.stream}@${one.first + n}`));
    if (events.every((event) => event !== undefined)) one.resolve(events);
    else this.ofStream(one.stream, one.first, one.count).then(one.resolve, one.reject);
  }

  /** What stands between the first and the last of the positions; nothing where the look fails: then each is asked for by itself. */
  async #lookAtLog(wanted: readonly Wanted[]): Promise<ReadonlyMap<string, StoredEvent>> {
    const found = new Map<string, StoredEvent>();
    const keys = new Set(wanted.flatMap(({ stream, first, count }) => Array.from({ length: count }, (_, n) => `${stream}@${first + n}`)));
    const from = wanted.map(({ position }) => position).reduce((a, b) => (comparePositions(a, b) <= 0 ? a : b));
    const read = this.reader.openLog(from, keys.size + OTHERS);
    try {
      for (let chunk = await read.next(); chunk && keys.size > 0; chunk = await read.next()) {
        for (const event of eventsOf(chunk)) {
          const key = `${streamOf(event)}@${event.getStreamRevision()}`;
          if (keys.delete(key)) found.set(key, toStored(event));
        }
        if (keys.size === 0) break;
      }
    } catch {
      return found;
    } finally {
      read.cancel();
    }
    return found;
  }
}
