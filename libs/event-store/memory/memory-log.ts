import type { StoreView } from '../append-rules.js';
import { isLogStream } from '../log-streams.js';
import type { EventToAppend, Position, StoredEvent } from '../port.js';
import { Growth } from '../reading.js';

/** What a memory store keeps. Several stores on one log are several processes on one server. */
export class MemoryLog implements StoreView {
  /** How many events reads have looked at so far. */
  rowsVisited = 0;
  readonly growth = new Growth();
  readonly #log: StoredEvent[] = [];
  readonly #streams = new Map<string, StoredEvent[]>();
  readonly #ids = new Map<string, StoredEvent>();
  #position = 0;

  lastRevision(stream: string): number | undefined {
    return this.#streams.get(stream)?.at(-1)?.revision;
  }

  eventById(id: string): StoredEvent | undefined {
    return this.#ids.get(id);
  }

  stream(stream: string): readonly StoredEvent[] {
    return this.#streams.get(stream) ?? [];
  }

  get log(): readonly StoredEvent[] {
    return this.#log;
  }

  /** The next free position. Positions are dense over all streams. */
  nextPosition(): Position {
    return String(++this.#position);
  }

  write(stream: string, revision: number, event: EventToAppend, position = this.nextPosition()): StoredEvent {
    const stored: StoredEvent = { id: event.id, type: event.type, data: event.data, metadata: event.metadata, stream, revision, position };
    const events = this.#streams.get(stream);
    if (events) events.push(stored);
    else this.#streams.set(stream, [stored]);
    this.#ids.set(stored.id, stored);
    if (isLogStream(stream)) this.#log.push(stored);
    return stored;
  }
}
