import { transparencyErrors } from '../errors.js';
import { type Checkpoint, parseCheckpoint } from '../checkpoints/checkpoint.js';
import type { NoteVerifier } from '../notes/verifier.js';
import { type VerifiedNote, type VerifiedSignature, verifyNote } from '../notes/verify.js';
import type { TextInput } from '../text/text.js';
import { cosignedAt } from '../witness/cosignature.js';
import type { QuorumPart, TrustedLog, TrustedWitness, TrustPolicy } from './policy.js';

/** A witness that has cosigned, and when, by its own clock (POSIX seconds). */
export interface Witnessed {
  readonly witness: TrustedWitness;
  readonly time: bigint;
}

/** A checkpoint that the policy accepts, and on whose word. */
export interface PolicyVerdict {
  readonly checkpoint: Checkpoint;
  readonly note: VerifiedNote;
  /** Listed logs that have signed; their keys' name is the origin. */
  readonly logs: readonly TrustedLog[];
  /** Every listed witness that has cosigned, whether the quorum needs it or not. Times are not judged. */
  readonly witnesses: readonly Witnessed[];
}

/**
 * Judges a signed checkpoint by a trust policy (C2SP tlog-policy): one of the listed logs has signed it under its own name, and the quorum has cosigned it.
 * @throws `transparency.logUntrusted`, `transparency.quorumMissing`, and what verifyNote and parseCheckpoint throw
 */
export function checkPolicy(policy: TrustPolicy, input: TextInput): PolicyVerdict {
  const note = verifyNote(
    input,
    [...policy.logs, ...policy.witnesses].map(({ verifier }) => verifier),
  );
  const checkpoint = parseCheckpoint(note.text);
  const signatureBy = (key: NoteVerifier): VerifiedSignature | undefined =>
    note.verified.find(({ verifier }) => verifier.name === key.name && verifier.keyId === key.keyId);

  const logs = policy.logs.filter(({ verifier }) => verifier.name === checkpoint.origin && signatureBy(verifier) !== undefined);
  if (logs.length === 0) throw transparencyErrors.error('transparency.logUntrusted', { origin: checkpoint.origin });

  const witnesses = policy.witnesses.flatMap((witness) => {
    const signature = signatureBy(witness.verifier);
    const time = signature && cosignedAt(signature);
    return time === undefined ? [] : [{ witness, time }];
  });
  const cosigned = new Set(witnesses.map(({ witness }) => witness));
  if (policy.quorum !== 'none' && !hasWitnessed(policy.quorum, cosigned)) {
    throw transparencyErrors.error('transparency.quorumMissing', {
      quorum: policy.quorum.name,
      witnesses: witnesses.map(({ witness }) => witness.name).join('、') || null,
    });
  }
  return { checkpoint, note, logs, witnesses };
}

function hasWitnessed(part: QuorumPart, cosigned: ReadonlySet<TrustedWitness>): boolean {
  if (part.kind === 'witness') return cosigned.has(part);
  return part.members.filter((member) => hasWitnessed(member, cosigned)).length >= part.threshold;
}
