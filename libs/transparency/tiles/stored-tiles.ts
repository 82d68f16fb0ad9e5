import { LRUCache } from 'lru-cache';
import { transparencyErrors } from '../errors.js';
import { HASH_BYTES } from '../merkle/hash.js';
import { tilePath } from './address.js';
import type { TileStore } from './store.js';
import { TILE_HEIGHT, TILE_WIDTH, TileNodes } from './tile-nodes.js';

/** Which tile has a complete subtree's hash, and where in it. */
export function placeOf(level: number, index: bigint): { level: number; index: bigint; height: number; within: number } {
  const height = level % TILE_HEIGHT;
  const perTile = BigInt(TILE_HEIGHT - height);
  const tile = index >> perTile;
  return { level: (level - height) / TILE_HEIGHT, index: tile, height, within: Number(index - (tile << perTile)) };
}

/** Reads tiles of a store, each checked for its length; the full ones used last stay in memory with their nodes (16 KB each). */
export class StoredTiles {
  readonly #store: TileStore;
  readonly #full: LRUCache<string, TileNodes>;

  constructor(store: TileStore, cached: number) {
    this.#store = store;
    this.#full = new LRUCache({ max: cached });
  }

  /** A full tile. @throws `transparency.tileMissing`, `transparency.tileDamaged` */
  full(level: number, index: bigint): TileNodes {
    const key = `${level}/${index}`;
    const known = this.#full.get(key);
    if (known) return known;
    const tile = this.read(level, index, TILE_WIDTH);
    this.#full.set(key, tile);
    return tile;
  }

  /** The first `width` hashes of a tile. @throws `transparency.tileMissing`, `transparency.tileDamaged` */
  read(level: number, index: bigint, width: number): TileNodes {
    const bytes = this.#store.read(level, index);
    const path = tilePath({ level, index, width });
    if (bytes === undefined) throw transparencyErrors.error('transparency.tileMissing', { path });
    const expected = width * HASH_BYTES;
    if (bytes.byteLength < expected || bytes.byteLength % HASH_BYTES !== 0) {
      throw transparencyErrors.error('transparency.tileDamaged', { path, expected, actual: bytes.byteLength });
    }
    return TileNodes.of(bytes, width);
  }
}
