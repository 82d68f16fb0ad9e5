import type { EventStore } from '#libs/event-store';
import { DomainError } from '#libs/kernel';
import { parseCheckpoint, parseNote } from '#libs/transparency';
import { backupErrors as errors } from './errors.js';

/** The stream of the log's signed heads; it stands outside the log. */
export const HEADS_STREAM = 'checkpoint';

/** A signed head as it is written: who signed it is not looked at here. */
export interface Head {
  readonly origin: string;
  readonly size: bigint;
  /** Base64, as in a checkpoint. */
  readonly root: string;
  /** The whole note, signatures among it. */
  readonly note: string;
}

/** Reads a note. `path`: where it comes from. @throws `backup.headUnreadable` */
export function headOf(note: string, path: string): Head {
  try {
    const { origin, size, root } = parseCheckpoint(parseNote(note).text);
    return { origin, size, root: Buffer.from(root).toString('base64'), note };
  } catch (error) {
    if (error instanceof DomainError) throw errors.error('backup.headUnreadable', { path, reason: error.message });
    throw error;
  }
}

/** The heads that a store holds, in order. Other events of the stream (cosignatures) are passed over. @throws `backup.headUnreadable`, StoreUnavailableError */
export async function* headsOf(store: EventStore): AsyncGenerator<Head> {
  for await (const page of store.readStream(HEADS_STREAM)) {
    for (const { type, data, stream, revision } of page) {
      if (type === 'CheckpointSigned') yield headOf(noteIn(data), `${stream}@${revision}`);
    }
  }
}

/** The note that an event of the stream holds; empty, and so unreadable, where it holds none. */
export function noteIn(data: string): string {
  try {
    const { note } = JSON.parse(data) as { note?: unknown };
    return typeof note === 'string' ? note : '';
  } catch {
    return '';
  }
}
