import { EventIdConflictError, type EventStore, WrongExpectedRevisionError } from '#libs/event-store';
import { sha256 } from '#libs/kernel';
import { type NoteVerifier, withCosignatures } from '#libs/transparency';
import { headEvent, type HeadRecorder } from '../heads/head-event.js';
import { CHECKPOINT_STREAM } from '../heads/events.js';
import type { RecordedHead } from '../heads/read-checkpoints.js';
import { COSIGNED_WITHIN, cosignedHead, hasCosigned } from './cosigned-note.js';

/** More lost races than nodes and witnesses can bring about. */
const MOST_TRIES = 50;

/**
 * Records what a witness has answered to a head, once, whichever node comes first: one more event in the stream `checkpoint`, outside of the log and its tree.
 * @returns whether the head's recorded note has the witness' cosignature now; not so where too much has been signed since
 * @throws what withCosignatures throws of an answer without the witness' right signature, StoreUnavailableError
 */
export async function recordCosignature(
  store: EventStore,
  recorder: HeadRecorder,
  head: RecordedHead,
  given: { readonly answer: string; readonly witness: NoteVerifier; readonly at: string },
): Promise<boolean> {
  const { answer, witness, at } = given;
  for (let tried = 0; tried < MOST_TRIES; tried++) {
    const { note, seen } = await cosignedHead(store, head);
    const cosigned = withCosignatures(note, answer, [witness]);
    if (hasCosigned(note, witness)) return true;
    if (seen - head.revision >= COSIGNED_WITHIN) return false;
    try {
      const event = { type: 'CheckpointCosigned', data: { note: cosigned } } as const;
      const key = `cosigned ${seen} ${sha256(cosigned)}`;
      await store.append(CHECKPOINT_STREAM, seen, headEvent(recorder, event, { key, command: 'RecordCosignature', at }));
      return true;
    } catch (error) {
      // Somebody else has recorded something: it is read and taken along.
      if (!(error instanceof WrongExpectedRevisionError || error instanceof EventIdConflictError)) throw error;
    }
  }
  return false;
}
