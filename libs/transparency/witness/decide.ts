import { DomainError } from '#libs/kernel';
import { parseCheckpoint } from '../checkpoints/checkpoint.js';
import { transparencyErrors } from '../errors.js';
import { type TreeHead, verifyConsistency } from '../merkle/consistency.js';
import { emptyRoot } from '../merkle/hash.js';
import { parseNote } from '../notes/note.js';
import type { NoteVerifier } from '../notes/verifier.js';
import { verifyNote } from '../notes/verify.js';
import type { TextInput } from '../text/text.js';
import { type AddCheckpoint, parseAddCheckpoint } from './add-checkpoint.js';

/** What a witness remembers of a log: the head that it cosigned last. */
export type WitnessState = ReadonlyMap<string, TreeHead>;

/** The logs that a witness serves: the keys that each may sign with, by origin. */
export type WitnessedLogs = ReadonlyMap<string, readonly NoteVerifier[]>;

/** Cosign this text, after `state` was stored. */
export interface WitnessConsent {
  readonly status: 200;
  readonly text: string;
  readonly state: WitnessState;
}

/** Answer with this status; a 409 has the size that the witness holds. The state stays. */
export type WitnessRefusal =
  | { readonly status: 400 | 403 | 404 | 422; readonly error: DomainError }
  | { readonly status: 409; readonly error: DomainError; readonly held: bigint };

/**
 * Decides on a request to cosign (C2SP tlog-witness, add-checkpoint), in the order of its rules: unknown log 404, signature 403, malformed or old > new 400, other old size
 * 409, proof or root 422. Whoever calls it reads the state, stores the new one and only then signs, all in one transaction: two requests between each other would roll the log back.
 */
export function decideAddCheckpoint(state: WitnessState, logs: WitnessedLogs, body: TextInput): WitnessConsent | WitnessRefusal {
  let request: AddCheckpoint;
  let read: { readonly text: string; readonly next: TreeHead & { readonly origin: string } };
  try {
    request = parseAddCheckpoint(body);
    const { text } = parseNote(request.checkpoint);
    read = { text, next: parseCheckpoint(text) };
  } catch (error) {
    return refusal(400, error);
  }
  const { text, next } = read;
  const keys = logs.get(next.origin);
  if (keys === undefined) return refusal(404, transparencyErrors.error('transparency.logUnknown', { origin: next.origin }));
  try {
    verifyNote(request.checkpoint, keys);
  } catch (error) {
    return refusal(403, error);
  }
  return (
    continued(state, request, next) ?? { status: 200, text, state: new Map(state).set(next.origin, { size: next.size, root: next.root }) }
  );
}

function continued(
  state: WitnessState,
  { old, proof }: AddCheckpoint,
  next: TreeHead & { readonly origin: string },
): WitnessRefusal | undefined {
  if (old > next.size) {
    return refusal(400, transparencyErrors.error('transparency.oldSizeTooLarge', { old: String(old), size: String(next.size) }));
  }
  const from = state.get(next.origin) ?? { size: 0n, root: emptyRoot() };
  if (old !== from.size) {
    const error = transparencyErrors.error('transparency.oldSizeDiffers', { held: String(from.size), old: String(old) });
    return { status: 409, error, held: from.size };
  }
  try {
    verifyConsistency({ from, to: next, proof });
    return undefined;
  } catch (error) {
    return refusal(422, error);
  }
}

function refusal(status: 400 | 403 | 404 | 422, error: unknown): WitnessRefusal {
  if (!(error instanceof DomainError)) throw error;
  return { status, error };
}
