import type { DomainError } from '#libs/kernel';
import type { Hash } from '#libs/transparency';
import type { SignedHead } from '../heads/read-checkpoints.js';
import { sealingErrors } from '../errors.js';

/** A tree at any size that it has. */
export interface Roots {
  readonly size: bigint;
  root(size: bigint): Hash;
}

/**
 * Whether a tree continues the heads that were signed under a name, wherever they were kept. `complete`: the tree has all that the log has; one that is still being built is
 * too small without saying anything.
 * @returns nothing where it does, `wait` while the tree is still too small to tell, or why nothing may be signed: `sealing.rolledBack`, `sealing.forked`
 */
export function continuity(tree: Roots, signed: readonly SignedHead[], complete: boolean): 'wait' | DomainError | undefined {
  const { size } = tree;
  for (const { checkpoint } of signed) {
    const told = { origin: checkpoint.origin, signed: String(checkpoint.size), size: String(size) };
    if (checkpoint.size > size) return complete ? sealingErrors.error('sealing.rolledBack', told) : 'wait';
    if (Buffer.compare(tree.root(checkpoint.size), checkpoint.root) !== 0) return sealingErrors.error('sealing.forked', told);
  }
  return undefined;
}
