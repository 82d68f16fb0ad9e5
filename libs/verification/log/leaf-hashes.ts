import { type Hash, rootOf } from '#libs/transparency';

const HASH_BYTES = 32;
const CHUNK = 4096;

/** Leaf hashes one behind the other, 32 bytes each: the root at an earlier size is asked for when an event says something of it. */
export class LeafHashes {
  readonly #chunks: Buffer[] = [];
  #size = 0;

  add(hash: Hash): void {
    const within = this.#size % CHUNK;
    if (within === 0) this.#chunks.push(Buffer.alloc(CHUNK * HASH_BYTES));
    this.#chunks.at(-1)?.set(hash, within * HASH_BYTES);
    this.#size++;
  }

  /** Undefined where there are fewer. */
  rootAt(size: number): Hash | undefined {
    return size > this.#size ? undefined : rootOf(this.#first(size));
  }

  *#first(count: number): Generator<Hash> {
    for (let n = 0; n < count; n++) {
      const at = (n % CHUNK) * HASH_BYTES;
      yield (this.#chunks[Math.floor(n / CHUNK)] as Buffer).subarray(at, at + HASH_BYTES);
    }
  }
}
