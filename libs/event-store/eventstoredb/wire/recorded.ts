import { StoreFormatError } from '../../errors.js';
import type { Position, StoredEvent } from '../../port.js';
import type { streams } from './stubs.js';

/** An event as it comes from the database. */
export type Recorded = streams.ReadResp.ReadEvent.RecordedEvent;

/** Its text as it was appended, to the byte. */
export function toStored(event: Recorded): StoredEvent {
  return {
    stream: streamOf(event),
    revision: Number.parseInt(event.getStreamRevision(), 10),
    position: positionOf(event),
    id: event.getId()?.getString() ?? '',
    type: event.getMetadataMap().get('type') ?? '',
    data: textOf(event.getData_asU8()),
    metadata: textOf(event.getCustomMetadata_asU8()),
  };
}

export function streamOf(event: Recorded): string {
  return textOf(event.getStreamIdentifier()?.getStreamName_asU8() ?? new Uint8Array());
}

/** An event's place in the log: its commit position, which is its prepare position too (both differ only in transactions of the old TCP protocol). */
export function positionOf(event: Recorded): Position {
  const position = event.getCommitPosition();
  if (position !== event.getPreparePosition()) {
    throw new StoreFormatError(`${streamOf(event)}@${event.getStreamRevision()} has no single position: this program did not write it`);
  }
  return position;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
