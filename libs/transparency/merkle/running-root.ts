import { checkHash, emptyRoot, type Hash, nodeHash } from './hash.js';

/** The root over leaf hashes that come one after the other (RFC 6962 §2.1): keeps one hash for each binary digit of the size, whatever the size. */
export class RunningRoot {
  // The complete subtrees so far, the largest first; one for each 1 in the size.
  readonly #subtrees: Hash[] = [];
  #size = 0n;

  get size(): bigint {
    return this.#size;
  }

  /** @throws `transparency.badHash` */
  add(leafHash: Hash): void {
    checkHash(leafHash);
    let right = leafHash;
    for (let rest = this.#size; rest & 1n; rest >>= 1n) right = nodeHash(this.#subtrees.pop() as Hash, right);
    this.#subtrees.push(right);
    this.#size++;
  }

  root(): Hash {
    return this.#subtrees.length === 0 ? emptyRoot() : this.#subtrees.reduceRight((right, left) => nodeHash(left, right));
  }
}

/** The root over all given leaf hashes. @throws `transparency.badHash` */
export function rootOf(leafHashes: Iterable<Hash>): Hash {
  const running = new RunningRoot();
  for (const leafHash of leafHashes) running.add(leafHash);
  return running.root();
}
