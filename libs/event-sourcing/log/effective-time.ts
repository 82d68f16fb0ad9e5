import type { EventStore, Position, StoredEvent } from '#libs/event-store';
import { comparePositions } from '#libs/event-store';
import { LEDGER_STREAM } from '../ledger/events.js';
import type { EventMetadata } from '../metadata.js';
import type { LogPoint } from './log-point.js';

/** The writer's clock in a stored event. */
function recordedAtOf(event: StoredEvent): string {
  return (JSON.parse(event.metadata) as EventMetadata).recordedAt;
}

/** Whether the event declares another event's stamp wrong. */
export function isClockError(event: { readonly type: string; readonly stream: string }): boolean {
  return event.type === 'ClockErrorRecorded' && event.stream === LEDGER_STREAM;
}

/**
 * The running maximum of recordedAt up to and including a position, without the stamps that were declared wrong by then. Reads the log from its beginning:
 * for the rare moment when a clock error is recorded.
 */
export async function maximumUpTo(store: EventStore, position: Position): Promise<string> {
  const wrong = new Set<string>();
  for await (const event of logUpTo(store, position)) {
    if (isClockError(event)) wrong.add((JSON.parse(event.data) as { eventId: string }).eventId);
  }
  let maximum = '';
  for await (const event of logUpTo(store, position)) {
    if (wrong.has(event.id)) continue;
    const at = recordedAtOf(event);
    if (at > maximum) maximum = at;
  }
  return maximum;
}

/** Where the log ends now. `from`: a point known from before, so that only what follows is read. */
export async function endOfLog(store: EventStore, from?: LogPoint): Promise<LogPoint | undefined> {
  let end = from;
  for await (const page of store.readAll(from === undefined ? {} : { after: from.position })) {
    for (const event of page) {
      const at = isClockError(event) ? await maximumUpTo(store, event.position) : recordedAtOf(event);
      end = {
        position: event.position,
        index: (end?.index ?? -1) + 1,
        effectiveAt: isClockError(event) || end === undefined || at > end.effectiveAt ? at : end.effectiveAt,
      };
    }
  }
  return end;
}

async function* logUpTo(store: EventStore, position: Position): AsyncGenerator<StoredEvent> {
  for await (const page of store.readAll()) {
    for (const event of page) {
      if (comparePositions(event.position, position) > 0) return;
      yield event;
    }
  }
}
