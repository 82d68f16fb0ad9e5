import { AppendTooLargeError, EventIdConflictError, WrongExpectedRevisionError } from './errors.js';
import type { AppendResult, EventToAppend, ExpectedRevision, StoredEvent } from './port.js';
import { MAX_APPEND_BYTES } from './port.js';
import { sameEvent } from './same-event.js';

/** What the rules ask of a store, inside the one transaction in which they also write. */
export interface StoreView {
  /** Revision of the stream's last event. */
  lastRevision(stream: string): number | undefined;
  eventById(id: string): StoredEvent | undefined;
}

export type AppendDecision =
  | { readonly kind: 'write'; readonly firstRevision: number }
  /** The same events stand there already: answer as at first. */
  | { readonly kind: 'repeated'; readonly answer: AppendResult };

/** What an event counts towards MAX_APPEND_BYTES. */
export function bytesOf(event: EventToAppend): number {
  return Buffer.byteLength(event.data, 'utf8') + Buffer.byteLength(event.metadata, 'utf8');
}

/**
 * What can be said of an append without asking the store. Returns its size in bytes.
 * @throws TypeError for an empty append or a revision that is none, EventIdConflictError for an id that stands twice in it, AppendTooLargeError.
 */
export function checkAppend(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): number {
  if (events.length === 0) throw new TypeError(`an append to ${stream} without events`);
  if (expected !== 'noStream' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    throw new TypeError(`${expected} is no revision to expect of ${stream}: a whole number from 0, or 'noStream'`);
  }
  const ids = new Set<string>();
  let bytes = 0;
  for (const event of events) {
    if (ids.has(event.id)) throw new EventIdConflictError(stream, event.id);
    ids.add(event.id);
    bytes += bytesOf(event);
  }
  if (bytes > MAX_APPEND_BYTES) throw new AppendTooLargeError(stream, bytes, MAX_APPEND_BYTES);
  return bytes;
}

/**
 * Decides an append against the store. A stream that has moved on is still right if the very same events stand behind the expected revision.
 * @throws EventIdConflictError, WrongExpectedRevisionError.
 */
export function decideAppend(
  view: StoreView,
  stream: string,
  expected: ExpectedRevision,
  events: readonly EventToAppend[],
): AppendDecision {
  const firstRevision = expected === 'noStream' ? 0 : expected + 1;
  const actual = view.lastRevision(stream) ?? 'noStream';
  const stored = events.map((event) => view.eventById(event.id));

  const last = stored.at(-1);
  if (last && stored.every((held, n) => held && standsAt(held, stream, firstRevision + n) && sameEvent(held, events[n]!))) {
    const { revision, position } = last;
    const sameBytes = stored.every((held, n) => held?.metadata === events[n]!.metadata);
    return { kind: 'repeated', answer: { revision, position, ...(sameBytes ? {} : { recordedBefore: true }) } };
  }
  events.forEach((event, n) => {
    const held = stored[n];
    if (held && (actual === expected || !sameEvent(held, event))) throw new EventIdConflictError(stream, event.id);
  });
  if (actual !== expected) throw new WrongExpectedRevisionError(stream, expected, actual);
  return { kind: 'write', firstRevision };
}

function standsAt(event: StoredEvent, stream: string, revision: number): boolean {
  return event.stream === stream && event.revision === revision;
}
