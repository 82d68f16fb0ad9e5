import { DomainError } from '#libs/kernel';
import { transparencyErrors } from '../errors.js';
import { type TreeHead, verifyConsistency } from '../merkle/consistency.js';
import { emptyRoot, type Hash, sameHash } from '../merkle/hash.js';
import { type NoteSigner, signNote } from '../notes/sign.js';
import { type Checkpoint, formatCheckpoint } from './checkpoint.js';

/** How it is shown that the new tree continues the one that was signed: a proof, or who can make one (a LogTree). */
export type ContinuityEvidence = readonly Hash[] | { consistencyProof(from: bigint, to: bigint): readonly Hash[] };

/**
 * Signs the head of a log's tree, unless that would contradict what was signed before: a log that has signed two histories has no more than a signature to show.
 * `previous` is the newest checkpoint that this key has ever signed, nothing for the very first. The signer's name is the log's.
 * @returns the note
 * @throws `transparency.originDiffers`, `transparency.checkpointShrinks`, `transparency.checkpointInconsistent`, `transparency.emptyRootWrong`
 */
export function signCheckpoint(
  previous: Checkpoint | undefined,
  next: TreeHead & { readonly origin: string },
  evidence: ContinuityEvidence,
  signer: NoteSigner,
): string {
  const { origin, size, root } = next;
  const text = formatCheckpoint({ origin, size, root, extensions: [] });
  sameOrigin(signer.verifier.name, origin);
  if (size === 0n && !sameHash(root, emptyRoot())) throw transparencyErrors.error('transparency.emptyRootWrong');
  if (previous) {
    sameOrigin(previous.origin, origin);
    checkContinues(previous, next, evidence);
  }
  return signNote(text, [signer]);
}

function sameOrigin(expected: string, actual: string): void {
  if (expected !== actual) throw transparencyErrors.error('transparency.originDiffers', { expected, actual });
}

function checkContinues(previous: TreeHead, next: TreeHead, evidence: ContinuityEvidence): void {
  const sizes = { signed: String(previous.size), size: String(next.size) };
  if (next.size < previous.size) throw transparencyErrors.error('transparency.checkpointShrinks', sizes);
  const proof = 'consistencyProof' in evidence ? evidence.consistencyProof(previous.size, next.size) : evidence;
  try {
    verifyConsistency({ from: previous, to: next, proof });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw transparencyErrors.error('transparency.checkpointInconsistent', sizes, { faults: [error] });
  }
}
