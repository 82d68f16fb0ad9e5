import type { Hash } from '../merkle/hash.js';
import { hashesAt } from './address.js';
import type { StoredTile } from './store.js';
import { TILE_HEIGHT, TILE_WIDTH, TileNodes } from './tile-nodes.js';

/** The right edge of a tree while leaves arrive: a copy of what it was, so that a refused commit changes nothing. */
export class GrowingEdge {
  readonly edge: TileNodes[];
  readonly #full: StoredTile[] = [];
  // The levels below are copies by now: a leaf seldom touches more than the lowest.
  #copied = 0;
  #size: bigint;

  constructor(edge: readonly TileNodes[], size: bigint) {
    this.edge = [...edge];
    this.#size = size;
  }

  get size(): bigint {
    return this.#size;
  }

  push(leafHash: Hash): void {
    this.#append(0, leafHash);
    this.#size++;
  }

  /** The tiles that differ from those of the smaller tree: the ones that were filled, then the partial ones that are wider or new. */
  changed(from: bigint): StoredTile[] {
    const partial = this.edge.flatMap((tile, level) =>
      tile.width === 0 || hashesAt(level, from) === hashesAt(level, this.#size)
        ? []
        : [{ level, index: hashesAt(level + 1, this.#size), bytes: tile.bytes() }],
    );
    return [...this.#full, ...partial];
  }

  /** A tile that is full gives its root to the level above. */
  #append(level: number, hash: Hash): void {
    const tile = this.#own(level);
    tile.append(hash);
    if (tile.width < TILE_WIDTH) return;
    this.#full.push({ level, index: hashesAt(level + 1, this.#size), bytes: tile.bytes() });
    this.edge[level] = new TileNodes();
    this.#append(level + 1, tile.node(TILE_HEIGHT, 0));
  }

  #own(level: number): TileNodes {
    const tile = this.edge[level];
    if (tile && level < this.#copied) return tile;
    this.#copied = level + 1;
    return (this.edge[level] = tile?.copy() ?? new TileNodes());
  }
}
