import { transparencyErrors } from '../errors.js';

/** A hash tile as stored: its hashes, one behind the other. */
export interface StoredTile {
  readonly level: number;
  readonly index: bigint;
  readonly bytes: Uint8Array;
}

/** What the tree had, what it has now, and the tiles that changed. */
export interface TreeGrowth {
  readonly from: bigint;
  readonly to: bigint;
  /** A tile replaces a narrower one at its place and begins with the same bytes. */
  readonly tiles: readonly StoredTile[];
}

/**
 * Where a tree is kept: hash tiles as C2SP tlog-tiles serves them, the right edge's partial ones among them. Calls are synchronous, as the embedded database is.
 * `tileStoreContract` (#libs/transparency/testing) is the same as code.
 */
export interface TileStore {
  /** How many leaves were committed; 0 in a new store. */
  size(): bigint;
  /** A tile as last committed, or nothing. It may be wider than asked for, never narrower than the committed size has it. */
  read(level: number, index: bigint): Uint8Array | undefined;
  /** Tiles and size together, or nothing at all. @throws `transparency.storeMoved` where the committed size is not `from` */
  commit(growth: TreeGrowth): void;
}

/** A store in memory: for checks that need no file, and for tests. */
export class MemoryTileStore implements TileStore {
  readonly #tiles = new Map<string, Uint8Array>();
  #size = 0n;

  size(): bigint {
    return this.#size;
  }

  read(level: number, index: bigint): Uint8Array | undefined {
    return this.#tiles.get(`${level}/${index}`);
  }

  commit({ from, to, tiles }: TreeGrowth): void {
    if (from !== this.#size) {
      throw transparencyErrors.error('transparency.storeMoved', { expected: String(from), actual: String(this.#size) });
    }
    for (const { level, index, bytes } of tiles) this.#tiles.set(`${level}/${index}`, new Uint8Array(bytes));
    this.#size = to;
  }
}
