import { bytesOf } from '../append-rules.js';
import { type ExpectedRevision, MAX_APPEND_BYTES, type StoredEvent } from '../port.js';
import type { LogReader } from './log-reader.js';

/** Most events of one append: enough that its cost is shared, few enough that a server takes it at once. */
const MOST_EVENTS = 256;

/** Neighbours in the log that one append can carry. */
export interface CopyAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly StoredEvent[];
}

/**
 * Cuts the rest of a log into appends that keep its order: only neighbours of the same stream share one, up to the port's size. Where the original appends began and
 * ended is not kept, and nothing in a ledger depends on it: a command's events are known by their metadata.
 */
export async function* appendsOf(source: LogReader): AsyncGenerator<CopyAppend> {
  let events: StoredEvent[] = [];
  let bytes = 0;
  for (let event = await source.next(); event; event = await source.next()) {
    const size = bytesOf(event);
    const fits = events.length < MOST_EVENTS && bytes + size <= MAX_APPEND_BYTES;
    if (events.length > 0 && !(fits && follows(events.at(-1)!, event))) {
      yield appendOf(events);
      events = [];
      bytes = 0;
    }
    events.push(event);
    bytes += size;
  }
  if (events.length > 0) yield appendOf(events);
}

function follows(last: StoredEvent, next: StoredEvent): boolean {
  return next.stream === last.stream && next.revision === last.revision + 1;
}

function appendOf(events: readonly StoredEvent[]): CopyAppend {
  const { stream, revision } = events[0]!;
  return { stream, expected: revision === 0 ? 'noStream' : revision - 1, events };
}
