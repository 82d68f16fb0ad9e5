import { transparencyErrors } from '../errors.js';
import { isUint64 } from '../text/decimal.js';
import { trailingZeros } from './bits.js';
import { checkHash, emptyRoot, type Hash, nodeHash, sameHash } from './hash.js';
import { inclusionProofLength } from './inclusion.js';

/** A tree: how many leaves, and their root. */
export interface TreeHead {
  readonly size: bigint;
  readonly root: Hash;
}

/** What a consistency proof is about: the tree `from` is the beginning of the tree `to`. */
export interface Consistency {
  readonly from: TreeHead;
  readonly to: TreeHead;
  readonly proof: readonly Hash[];
}

/** How many hashes the consistency proof between two sizes has: none from 0 or between equal sizes. */
export function consistencyProofLength(from: bigint, to: bigint): number {
  if (from === 0n || from === to) return 0;
  const complete = trailingZeros(from);
  // The path of the old tree's last leaf, but for what lies inside the complete subtree at its end; that subtree itself heads the proof unless it is the whole old tree.
  return inclusionProofLength(from - 1n, to) - complete + (from === 1n << BigInt(complete) ? 0 : 1);
}

/**
 * Checks a consistency proof (RFC 9162 §2.1.4.2), strictly: exact length, 32-byte hashes; equal sizes need equal roots; size 0 has the root of the empty tree, and any tree
 * continues it.
 * @throws `transparency.sizeOutside`, `transparency.badHash`, `transparency.emptyRootWrong`, `transparency.proofLength`, `transparency.consistencyWrong`
 */
export function verifyConsistency({ from, to, proof }: Consistency): void {
  const sizes = { from: String(from.size), to: String(to.size) };
  if (!isUint64(from.size) || !isUint64(to.size) || from.size > to.size) throw transparencyErrors.error('transparency.sizeOutside', sizes);
  [from.root, to.root, ...proof].forEach(checkHash);
  for (const { size, root } of [from, to]) {
    if (size === 0n && !sameHash(root, emptyRoot())) throw transparencyErrors.error('transparency.emptyRootWrong');
  }
  const expected = consistencyProofLength(from.size, to.size);
  if (proof.length !== expected) throw transparencyErrors.error('transparency.proofLength', { expected, actual: proof.length });
  if (!continues(from, to, proof)) throw transparencyErrors.error('transparency.consistencyWrong', sizes);
}

function continues(from: TreeHead, to: TreeHead, proof: readonly Hash[]): boolean {
  if (from.size === 0n) return true;
  if (from.size === to.size) return sameHash(from.root, to.root);
  const complete = BigInt(trailingZeros(from.size));
  let [fn, sn] = [(from.size - 1n) >> complete, (to.size - 1n) >> complete];
  const [first, ...rest] = fn === 0n ? [from.root, ...proof] : proof;
  if (first === undefined) return false;
  let [oldRoot, newRoot] = [first, first];
  for (const hash of rest) {
    if (sn === 0n) return false;
    if (fn & 1n || fn === sn) {
      oldRoot = nodeHash(hash, oldRoot);
      newRoot = nodeHash(hash, newRoot);
      while (!(fn & 1n) && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else {
      newRoot = nodeHash(newRoot, hash);
    }
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  return sn === 0n && sameHash(oldRoot, from.root) && sameHash(newRoot, to.root);
}
