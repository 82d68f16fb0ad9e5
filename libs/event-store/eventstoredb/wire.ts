import { type EventData, jsonEvent, binaryEvent, type RecordedEvent } from '@eventstore/db-client';
import { StoreFormatError } from '../errors.js';
import type { EventToAppend, Position, StoredEvent } from '../port.js';

/**
 * An event as the client sends it. Canonical JSON goes as JSON, which the database's own tools can show: parsed and written again it is the same to the byte. Any
 * other text goes as bytes.
 */
export function toWire({ id, type, data, metadata }: EventToAppend): EventData {
  const parsedMetadata = sameAgain(metadata);
  if (parsedMetadata === undefined) throw new TypeError(`metadata of event ${id} are not canonical JSON`);
  const parsed = sameAgain(data);
  const common = { id, type, metadata: parsedMetadata };
  return parsed === undefined ? binaryEvent({ ...common, data: Buffer.from(data, 'utf8') }) : jsonEvent({ ...common, data: parsed });
}

/** What a JSON text says, where writing it again gives the very same text. */
function sameAgain(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && JSON.stringify(parsed) === text ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** An event as it came from the database. @throws StoreFormatError for one that no append of this adapter can have made. */
export function fromWire(event: RecordedEvent): StoredEvent {
  const { streamId: stream, id, type, data, metadata, isJson, revision } = event;
  return {
    stream,
    revision: Number(revision),
    position: positionOf(event),
    id,
    type,
    data: isJson ? JSON.stringify(data) : textOf(data),
    metadata: metadata instanceof Uint8Array || metadata === undefined ? textOf(metadata) : JSON.stringify(metadata),
  };
}

/** An event's place in the log: its commit position, which is its prepare position too (both differ only in transactions of the old TCP protocol). */
export function positionOf({ position, streamId, revision }: RecordedEvent): Position {
  if (position === undefined || position.commit !== position.prepare) {
    throw new StoreFormatError(`${streamId}@${revision} has no single position: it was not written by this program, or the server is older than 22.6`);
  }
  return position.commit.toString();
}

function textOf(bytes: unknown): string {
  return bytes instanceof Uint8Array ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8') : '';
}
