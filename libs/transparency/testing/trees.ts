import { leafHash, type Hash } from '../merkle/hash.js';
import { LogTree } from '../tiles/log-tree.js';
import { MemoryTileStore, type TileStore } from '../tiles/store.js';

/** Leaf data for a tree, told apart by their numbers. */
export function leafData(count: number): Buffer[] {
  return Array.from({ length: count }, (_, n) => Buffer.from(`leaf ${n}`));
}

/** A tree over the given leaf data, appended in one go. */
export function treeOf(data: readonly Uint8Array[], store: TileStore = new MemoryTileStore()): LogTree {
  const tree = new LogTree(store);
  tree.append(data.map(leafHash));
  return tree;
}

/** A copy with one bit turned. */
export function flipped(hash: Hash, bit: number): Hash {
  const copy = Buffer.from(hash);
  const at = (bit >> 3) % copy.byteLength;
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit & 7));
  return copy;
}
