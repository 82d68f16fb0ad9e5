import { transparencyErrors } from '../errors.js';
import { isUint64 } from '../text/decimal.js';
import { bitLength, onesIn } from './bits.js';
import { checkHash, type Hash, nodeHash, sameHash } from './hash.js';

/** What an inclusion proof is about: the leaf at `index` of the tree of `size` leaves with this root. */
export interface Inclusion {
  readonly leafHash: Hash;
  readonly index: bigint;
  readonly size: bigint;
  readonly root: Hash;
  /** The leaf's sibling first. */
  readonly proof: readonly Hash[];
}

/** How many hashes the inclusion proof of a leaf has: those below the point where its path leaves the right edge, then one for each left neighbour above. */
export function inclusionProofLength(index: bigint, size: bigint): number {
  const inner = bitLength(index ^ (size - 1n));
  return inner + onesIn(index >> BigInt(inner));
}

/**
 * Checks an inclusion proof (RFC 9162 §2.1.3.2), strictly: the index is inside, the proof has exactly its length, every hash has 32 bytes.
 * @throws `transparency.indexOutside`, `transparency.badHash`, `transparency.proofLength`, `transparency.inclusionWrong`
 */
export function verifyInclusion({ leafHash, index, size, root, proof }: Inclusion): void {
  if (!isUint64(index) || !isUint64(size) || index >= size) {
    throw transparencyErrors.error('transparency.indexOutside', { index: String(index), size: String(size) });
  }
  [leafHash, root, ...proof].forEach(checkHash);
  const expected = inclusionProofLength(index, size);
  if (proof.length !== expected) throw transparencyErrors.error('transparency.proofLength', { expected, actual: proof.length });

  let [fn, sn] = [index, size - 1n];
  let computed = leafHash;
  for (const sibling of proof) {
    if (fn & 1n || fn === sn) {
      computed = nodeHash(sibling, computed);
      while (!(fn & 1n) && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else {
      computed = nodeHash(computed, sibling);
    }
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  if (sn !== 0n || !sameHash(computed, root)) {
    throw transparencyErrors.error('transparency.inclusionWrong', { index: String(index), size: String(size) });
  }
}
