import { checkHash, emptyRoot, HASH_BYTES, type Hash, nodeHashWithin } from './hash.js';

/** A size of 64 bits has at most as many complete subtrees; one more while two become one. */
const MAX_SUBTREES = 65;

/** The root over leaf hashes that come one after the other (RFC 6962 §2.1): keeps one hash for each 1 among the binary digits of the size, whatever the size. */
export class RunningRoot {
  // The complete subtrees so far and their levels, the largest first.
  readonly #subtrees = Buffer.alloc(MAX_SUBTREES * HASH_BYTES);
  readonly #levels = new Uint8Array(MAX_SUBTREES);
  #count = 0;
  // A plain number: nobody adds 2^53 leaves one by one.
  #size = 0;

  get size(): bigint {
    return BigInt(this.#size);
  }

  /** @throws `transparency.badHash` */
  add(leafHash: Hash): void {
    checkHash(leafHash);
    this.#subtrees.set(leafHash, this.#count * HASH_BYTES);
    this.#levels[this.#count++] = 0;
    while (this.#count > 1 && this.#levels[this.#count - 1] === this.#levels[this.#count - 2]) {
      this.#count--;
      const left = (this.#count - 1) * HASH_BYTES;
      nodeHashWithin(this.#subtrees, left, left);
      this.#levels[this.#count - 1]!++;
    }
    this.#size++;
  }

  root(): Hash {
    if (this.#count === 0) return emptyRoot();
    const folded = Buffer.from(this.#subtrees);
    for (let at = this.#count - 2; at >= 0; at--) nodeHashWithin(folded, at * HASH_BYTES, at * HASH_BYTES);
    return Buffer.from(folded.subarray(0, HASH_BYTES));
  }
}

/** The root over all given leaf hashes. @throws `transparency.badHash` */
export function rootOf(leafHashes: Iterable<Hash>): Hash {
  const running = new RunningRoot();
  for (const leafHash of leafHashes) running.add(leafHash);
  return running.root();
}
