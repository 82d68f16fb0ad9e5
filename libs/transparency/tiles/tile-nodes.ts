import { HASH_BYTES, type Hash, nodeHashWithin } from '../merkle/hash.js';

/** How many levels of the tree a tile spans (C2SP tlog-tiles). */
export const TILE_HEIGHT = 8;
/** How many hashes a full tile has. */
export const TILE_WIDTH = 1 << TILE_HEIGHT;

const NODES = 2 * TILE_WIDTH - 1;
const firstAt = (height: number): number => 2 * TILE_WIDTH - ((2 * TILE_WIDTH) >> height);
const offset = (height: number, index: number): number => (firstAt(height) + index) * HASH_BYTES;

/** A tile with the nodes above its hashes, up to the root of a full one: each is computed once, when the hash that completes it arrives. */
export class TileNodes {
  readonly #nodes = Buffer.alloc(NODES * HASH_BYTES);
  #width = 0;

  /** A tile as stored, of which the first `width` hashes count. */
  static of(bytes: Uint8Array, width: number): TileNodes {
    const tile = new TileNodes();
    tile.#nodes.set(bytes.subarray(0, width * HASH_BYTES));
    tile.#width = width;
    for (let height = 1; height <= TILE_HEIGHT; height++) {
      for (let index = 0; index < width >> height; index++)
        nodeHashWithin(tile.#nodes, offset(height - 1, 2 * index), offset(height, index));
    }
    return tile;
  }

  copy(): TileNodes {
    const tile = new TileNodes();
    tile.#nodes.set(this.#nodes);
    tile.#width = this.#width;
    return tile;
  }

  get width(): number {
    return this.#width;
  }

  append(hash: Hash): void {
    let index = this.#width++;
    this.#nodes.set(hash, offset(0, index));
    for (let height = 1; index & 1; height++) {
      index >>= 1;
      nodeHashWithin(this.#nodes, offset(height - 1, 2 * index), offset(height, index));
    }
  }

  /** The hash over the `index`-th 2^height hashes of the tile, all of which it has. */
  node(height: number, index: number): Hash {
    const at = offset(height, index);
    return Buffer.from(this.#nodes.subarray(at, at + HASH_BYTES));
  }

  /** The tile as stored and served: its first hashes, one behind the other. */
  bytes(width = this.#width): Uint8Array {
    return Buffer.from(this.#nodes.subarray(0, width * HASH_BYTES));
  }
}
