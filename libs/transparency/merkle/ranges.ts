import { bitLength, splitPoint } from './bits.js';
import { emptyRoot, type Hash, nodeHash } from './hash.js';

/** The leaves from `start` up to, not including, `end`. Every range here is one whose hash a tree has: it begins where a subtree of its size could begin. */
export interface LeafRange {
  readonly start: bigint;
  readonly end: bigint;
}

/** A complete subtree: the `index`-th one over 2^level leaves. */
export interface Subtree {
  readonly level: number;
  readonly index: bigint;
}

/** Gives the hash of a complete subtree. */
export type SubtreeHashes = (level: number, index: bigint) => Hash;

/** The complete subtrees that make a range, from left to right: large ones first. */
export function subtreesOf({ start, end }: LeafRange): Subtree[] {
  const subtrees: Subtree[] = [];
  for (let at = start; at < end;) {
    const level = bitLength(end - at) - 1;
    subtrees.push({ level, index: at >> BigInt(level) });
    at += 1n << BigInt(level);
  }
  return subtrees;
}

/** The Merkle tree hash of a range (RFC 6962 §2.1). */
export function rangeHash(range: LeafRange, hashes: SubtreeHashes): Hash {
  const subtrees = subtreesOf(range);
  const last = subtrees.pop();
  if (last === undefined) return emptyRoot();
  return subtrees.reduceRight((right, { level, index }) => nodeHash(hashes(level, index), right), hashes(last.level, last.index));
}

/** The ranges whose hashes are the inclusion path of a leaf, its sibling first (RFC 6962 §2.1.1). */
export function inclusionPath(index: bigint, size: bigint): LeafRange[] {
  const path: LeafRange[] = [];
  let [start, end] = [0n, size];
  while (end - start > 1n) {
    const middle = start + splitPoint(end - start);
    if (index < middle) {
      path.push({ start: middle, end });
      end = middle;
    } else {
      path.push({ start, end: middle });
      start = middle;
    }
  }
  return path.reverse();
}

/** The ranges whose hashes prove that the tree of the first `from` leaves is the beginning of the tree of `to` leaves (RFC 6962 §2.1.2). */
export function consistencyPath(from: bigint, to: bigint): LeafRange[] {
  if (from === 0n || from === to) return [];
  const path: LeafRange[] = [];
  let [start, end] = [0n, to];
  // The old tree is complete in itself as long as only right halves were left out: then its hash is what is asked about, not a part of the proof.
  let whole = true;
  while (end !== from) {
    const middle = start + splitPoint(end - start);
    if (from <= middle) {
      path.push({ start: middle, end });
      end = middle;
    } else {
      path.push({ start, end: middle });
      start = middle;
      whole = false;
    }
  }
  if (!whole) path.push({ start, end });
  return path.reverse();
}
