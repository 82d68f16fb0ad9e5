import { type Caller, canonicalJson, deriveId, streamName } from '#libs/kernel';
import type { DomainEvent, LogEntry, Recorded } from '../events.js';

/** Namespace of synthetic ids. */
const NAMESPACE = '6a1c2f0e-7b1d-5c55-9a53-0f3f7f9a2d11';

/** Who acts where a test does not care. */
export const someCaller: Caller = { account: 'acc-test', role: 'taskForce', department: 'taskForce' };

/** When a test does not care. */
export const someInstant = '2025-01-02T03:04:05.678Z';

/** A deterministic UUID for a name: `uuid('evaluation opened')`. */
export function uuid(name: string): string {
  return deriveId(NAMESPACE, name);
}

/** An event with what its metadata should say, where a test cares. */
export interface GivenEvent<E extends DomainEvent = DomainEvent> {
  readonly event: E;
  readonly caller?: Caller;
  readonly at?: string;
  readonly id?: string;
  readonly commandId?: string;
}

/** Says who recorded an event, and when: `by(factSubmitted, taxClerk)`. */
export function by<E extends DomainEvent>(event: E, caller: Caller, at?: string): GivenEvent<E> {
  return { event, caller, ...(at === undefined ? {} : { at }) };
}

/** The event as it would stand in its stream. Data takes the way through JSON, as it would in a store. */
export function recorded<E extends DomainEvent>(
  given: E | GivenEvent<E>,
  place: { readonly stream: string; readonly revision: number; readonly position?: string },
): Recorded<E> {
  const { event, caller = someCaller, at = someInstant, ...ids } = 'event' in given ? given : { event: given };
  const { stream, revision, position = String(revision + 1) } = place;
  const commandId = ids.commandId ?? deriveId(NAMESPACE, 'command', stream, revision);
  const { account, role, department } = caller;
  return {
    type: event.type,
    data: JSON.parse(canonicalJson(event.data)) as unknown,
    id: ids.id ?? deriveId(NAMESPACE, stream, revision),
    stream,
    revision,
    position,
    metadata: {
      commandId,
      inputHash: '0'.repeat(64),
      correlationId: commandId,
      causationId: commandId,
      actor: { account, role, ...(department === undefined ? {} : { department }) },
      recordedAt: at,
      schemaVersion: 1,
      salt: '0'.repeat(64),
    },
  } as Recorded<E>;
}

/** A log made by hand, for processes and projections: revisions, indices and effectiveAt are counted up. */
export class HandMadeLog {
  readonly entries: LogEntry[] = [];
  readonly #revisions = new Map<string, number>();
  #effectiveAt = '';

  append<E extends DomainEvent>(category: string, id: string, ...events: readonly (E | GivenEvent<E>)[]): LogEntry<E>[] {
    const stream = streamName(category, id);
    return events.map((given) => {
      const revision = (this.#revisions.get(stream) ?? -1) + 1;
      this.#revisions.set(stream, revision);
      const index = this.entries.length;
      const event = recorded<E>(given, { stream, revision, position: String(index + 1) });
      if (event.metadata.recordedAt > this.#effectiveAt) this.#effectiveAt = event.metadata.recordedAt;
      const entry: LogEntry<E> = { index, effectiveAt: this.#effectiveAt, event };
      this.entries.push(entry);
      return entry;
    });
  }
}
