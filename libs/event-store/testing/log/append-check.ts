import type { ExpectedRevision, ProposedEvent } from './record.js';
import type { StoredStream } from './stored-stream.js';

/** Where an event id was first written. */
export interface FirstPlace {
  readonly stream: string;
  readonly revision: number;
}

export type AppendDecision = 'write' | { readonly repeats: number } | 'wrongExpectedVersion' | 'streamDeleted';

/**
 * What the server does with an append. Events are known by their ids alone; `repeats` is the revision of the last event that was asked for again.
 * @param places where ids were first written, needed only where no exact revision is expected
 */
export function checkAppend(
  stream: StoredStream | undefined,
  expected: ExpectedRevision,
  events: readonly ProposedEvent[],
  places: ReadonlyMap<string, FirstPlace>,
): AppendDecision {
  if (stream?.tombstoned) return 'streamDeleted';
  const head = stream?.head ?? -1;
  if (expected === 'streamExists') {
    if (stream?.softDeleted) return 'streamDeleted';
    if (!stream) return 'wrongExpectedVersion';
  }
  if (expected === 'any' || expected === 'streamExists') return checkById(stream, events, places);
  return checkAtRevision(stream, head, expected === 'noStream' ? -1 : expected, events);
}

function checkById(
  stream: StoredStream | undefined,
  events: readonly ProposedEvent[],
  places: ReadonlyMap<string, FirstPlace>,
): AppendDecision {
  let last = -1;
  for (const [n, { id }] of events.entries()) {
    const place = places.get(id);
    if (!stream || place?.stream !== stream.name) return n === 0 ? 'write' : 'wrongExpectedVersion';
    last = place.revision;
  }
  return events.length === 0 ? 'write' : { repeats: last };
}

function checkAtRevision(
  stream: StoredStream | undefined,
  head: number,
  expected: number,
  events: readonly ProposedEvent[],
): AppendDecision {
  if (expected > head) return 'wrongExpectedVersion';
  if (expected === head) return 'write';
  const other = events.findIndex(({ id }, n) => stream?.records[expected + 1 + n]?.id !== id);
  if (other === 0 && expected === -1 && stream?.softDeleted) return 'write';
  if (other !== -1 || events.length === 0) return 'wrongExpectedVersion';
  return { repeats: expected + events.length };
}
