import { LRUCache } from 'lru-cache';
import type { LogEntry } from '#libs/event-sourcing';
import type { Origin } from './ids.js';

/** A process may answer an event that it was told of this many events ago, and its command is still linked to it. */
const REMEMBERED = 5000;

/**
 * Where the events that processes were lately told of come from, by event id. A command of a process names the event that it answers as its cause and its correlation, so that it begins a
 * trace of its own; this links it back to the trace of the event. After a restart older events are not known: then the link is missing.
 */
export class Causes {
  readonly #origins = new LRUCache<string, Origin>({ max: REMEMBERED });

  note(entries: readonly LogEntry[]): void {
    for (const { event } of entries) {
      const { correlationId, commandId } = event.metadata;
      this.#origins.set(event.id, { correlationId, commandId });
    }
  }

  get(eventId: string): Origin | undefined {
    return this.#origins.get(eventId);
  }
}
