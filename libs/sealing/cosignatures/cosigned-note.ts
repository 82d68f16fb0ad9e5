import type { EventStore, StoredEvent } from '#libs/event-store';
import { checkPolicy, formatNote, type NoteVerifier, parseNote, type TrustPolicy, verifyNote } from '#libs/transparency';
import { CHECKPOINT_STREAM } from '../heads/events.js';
import { headOf, latestCheckpoint, type RecordedHead } from '../heads/read-checkpoints.js';

/**
 * How many events behind a head its cosignatures may stand. One that comes later is not recorded: a newer head has long been put to the witness. So whoever wants the
 * cosignatures of a head reads this far and no further, on every node alike.
 */
export const COSIGNED_WITHIN = 64;

/** A head with the cosignatures that are recorded for it. */
export interface CosignedHead extends RecordedHead {
  /** Revision of the last event that was seen behind the head, its own where there was none. */
  readonly seen: number;
}

/** A head with its cosignatures: its note has the log's signatures and the witnesses'. @throws StoreUnavailableError */
export async function cosignedHead(store: EventStore, head: RecordedHead): Promise<CosignedHead> {
  let { note } = head;
  let seen = head.revision;
  const { text } = parseNote(note);
  for await (const page of store.readStream(CHECKPOINT_STREAM, { from: head.revision + 1, maxCount: COSIGNED_WITHIN })) {
    for (const event of page) {
      seen = event.revision;
      note = withSignaturesOf(note, text, event);
    }
  }
  return { ...head, note, seen };
}

/** The newest head with the cosignatures that it has by now. @throws StoreUnavailableError, `sealing.headMalformed` */
export async function latestCosigned(store: EventStore): Promise<CosignedHead | undefined> {
  const head = await latestCheckpoint(store);
  return head && cosignedHead(store, head);
}

/**
 * The newest head that a trust policy accepts, among the last `most` events of the stream: what to give to somebody who asks for a quorum. The newest of all may not have it yet.
 * @throws StoreUnavailableError, `sealing.headMalformed`
 */
export async function latestAccepted(store: EventStore, policy: TrustPolicy, most = 2_000): Promise<RecordedHead | undefined> {
  const behind: StoredEvent[] = [];
  for await (const page of store.readStream(CHECKPOINT_STREAM, { direction: 'backwards', maxCount: most })) {
    for (const event of page) {
      if (event.type === 'CheckpointSigned') {
        const head = headOf(event);
        const { text } = parseNote(head.note);
        const note = behind.reduceRight((so, one) => withSignaturesOf(so, text, one), head.note);
        if (accepts(policy, note)) return { ...head, note };
      }
      behind.push(event);
      if (behind.length > COSIGNED_WITHIN) behind.shift();
    }
  }
  return undefined;
}

/** Whether a note has a right cosignature of a witness. */
export function hasCosigned(note: string, witness: NoteVerifier): boolean {
  try {
    return verifyNote(note, [witness]).verified.length > 0;
  } catch {
    return false;
  }
}

function accepts(policy: TrustPolicy, note: string): boolean {
  try {
    checkPolicy(policy, note);
    return true;
  } catch {
    return false;
  }
}

/** A note with the signatures that an event adds to the same checkpoint. */
function withSignaturesOf(note: string, text: string, { type, data }: StoredEvent): string {
  if (type !== 'CheckpointCosigned') return note;
  const cosigned = parseNote((JSON.parse(data) as { note: string }).note);
  if (cosigned.text !== text) return note;
  const { signatures } = parseNote(note);
  const added = cosigned.signatures.filter((one) => !signatures.some(({ name, keyId }) => name === one.name && keyId === one.keyId));
  return formatNote({ text, signatures: [...signatures, ...added] });
}
