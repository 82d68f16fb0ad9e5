import type { EventStore, StoredEvent } from '#libs/event-store';
import { DomainError } from '#libs/kernel';
import { type Checkpoint, parseCheckpoint, parseNote } from '#libs/transparency';
import { sealingErrors } from '../errors.js';
import { CHECKPOINT_STREAM } from './events.js';

/** A signed head of the log. */
export interface SignedHead {
  /** The checkpoint with its signatures, as published. */
  readonly note: string;
  /** What the note says. Nothing of it is verified here. */
  readonly checkpoint: Checkpoint;
}

/** A signed head at its place in the stream `checkpoint`. */
export interface RecordedHead extends SignedHead {
  readonly revision: number;
}

/** The log's signed heads in the order in which they were signed, from a revision on. @throws `sealing.headMalformed` */
export async function* readCheckpoints(store: EventStore, from = 0): AsyncGenerator<RecordedHead> {
  for await (const page of store.readStream(CHECKPOINT_STREAM, { from })) for (const event of page) yield headOf(event);
}

/** The head that was signed last. @throws `sealing.headMalformed` */
export async function latestCheckpoint(store: EventStore): Promise<RecordedHead | undefined> {
  for await (const [event] of store.readStream(CHECKPOINT_STREAM, { direction: 'backwards', maxCount: 1 })) return event && headOf(event);
  return undefined;
}

/** @throws what parseNote and parseCheckpoint throw */
export function signedHead(note: string): SignedHead {
  return { note, checkpoint: parseCheckpoint(parseNote(note).text) };
}

function headOf({ data, revision }: StoredEvent): RecordedHead {
  try {
    const { note } = JSON.parse(data) as { note: string };
    return { revision, ...signedHead(note) };
  } catch (error) {
    throw sealingErrors.error('sealing.headMalformed', { revision }, error instanceof DomainError ? { faults: [error] } : {});
  }
}
