import { type EventToAppend, MAX_APPEND_BYTES } from '#libs/event-store';
import { canonicalJson, eventSalt, named } from '#libs/kernel';
import { eventSourcingErrors } from '../errors.js';
import type { DomainEvent } from '../events.js';
import { personalNumberIn, personalNumberNames } from '../keys/clear-text.js';
import type { EventMetadata } from '../metadata.js';
import type { EventRegistry } from '../registry/event-registry.js';
import { eventIdOf } from './command-id.js';

/** What all events of one command have in common. */
export type CommandMetadata = Omit<EventMetadata, 'schemaVersion' | 'salt'>;

/**
 * Brings decided events into the form in which they are stored: ids, metadata, salt, canonical JSON made once; checked against their schemas and the limit of size.
 * @throws EventSchemaError; `personal.inClear`, `command.tooLarge`
 */
export function writeEvents(
  registry: EventRegistry,
  saltKey: string,
  stream: string,
  common: CommandMetadata,
  events: readonly DomainEvent[],
): EventToAppend[] {
  const written = events.map((event, n) => {
    const id = eventIdOf(common.commandId, stream, n);
    const metadata: EventMetadata = { ...common, schemaVersion: registry.versionOf(event.type), salt: eventSalt(saltKey, id) };
    registry.validate(event.type, event.data);
    registry.validateMetadata(event.type, metadata);
    const data = canonicalJson(event.data);
    const personal = personalNumberIn(data);
    if (personal !== undefined) throw eventSourcingErrors.error('personal.inClear', { what: named(personalNumberNames, personal) });
    return { id, type: event.type, data, metadata: canonicalJson(metadata) };
  });
  const bytes = written.reduce((sum, event) => sum + Buffer.byteLength(event.data) + Buffer.byteLength(event.metadata), 0);
  if (bytes > MAX_APPEND_BYTES) throw eventSourcingErrors.error('command.tooLarge', { bytes, limit: MAX_APPEND_BYTES });
  return written;
}
