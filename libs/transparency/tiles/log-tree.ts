import { transparencyErrors } from '../errors.js';
import { checkHash, type Hash } from '../merkle/hash.js';
import { consistencyPath, inclusionPath, rangeHash, type SubtreeHashes } from '../merkle/ranges.js';
import { hashesAt, type TileAddress, widthIn } from './address.js';
import { GrowingEdge } from './growing-edge.js';
import type { TileStore } from './store.js';
import { placeOf, StoredTiles } from './stored-tiles.js';
import { TileNodes } from './tile-nodes.js';

/**
 * The tree of a log (RFC 6962 §2.1), over a store: takes leaf hashes at its end and answers with roots, proofs and tiles at any size that it had. Goes on from what is stored.
 * One tree writes to a store at a time; a second one is refused at its next append.
 */
export class LogTree {
  readonly #store: TileStore;
  readonly #tiles: StoredTiles;
  // One partial tile for each level: the right edge of the tree.
  #edge: readonly TileNodes[];
  #size: bigint;

  /** `cachedTiles` full tiles stay in memory, 16 KB each. @throws `transparency.tileMissing`, `transparency.tileDamaged` */
  constructor(store: TileStore, { cachedTiles = 64 }: { readonly cachedTiles?: number } = {}) {
    this.#store = store;
    this.#tiles = new StoredTiles(store, cachedTiles);
    this.#size = store.size();
    this.#edge = this.#readEdge();
  }

  get size(): bigint {
    return this.#size;
  }

  /**
   * Appends leaf hashes in one commit; in memory it takes 32 bytes for each. After a refusal the tree stands as before; where the store can't say whether it has committed,
   * open another tree on it.
   * @throws `transparency.badHash`, `transparency.storeMoved`, and what the store throws
   */
  append(leafHashes: readonly Hash[]): void {
    leafHashes.forEach(checkHash);
    if (leafHashes.length === 0) return;
    const from = this.#size;
    const growing = new GrowingEdge(this.#edge, from);
    for (const leafHash of leafHashes) growing.push(leafHash);
    this.#store.commit({ from, to: growing.size, tiles: growing.changed(from) });
    this.#edge = growing.edge;
    this.#size = growing.size;
  }

  /** @throws `transparency.sizeOutside` where the tree never had this size */
  root(size = this.#size): Hash {
    this.#checkSizes(size, size);
    return rangeHash({ start: 0n, end: size }, this.#hash);
  }

  /** @throws `transparency.indexOutside` */
  leafHash(index: bigint): Hash {
    this.#checkIndex(index, this.#size);
    return this.#hash(0, index);
  }

  /** The inclusion path of a leaf in the tree of `size` leaves (RFC 6962 §2.1.1). @throws `transparency.indexOutside`, `transparency.sizeOutside` */
  inclusionProof(index: bigint, size = this.#size): Hash[] {
    this.#checkSizes(size, size);
    this.#checkIndex(index, size);
    return inclusionPath(index, size).map((range) => rangeHash(range, this.#hash));
  }

  /** The proof that the tree of `from` leaves is the beginning of that of `to` leaves (RFC 6962 §2.1.2). @throws `transparency.sizeOutside` */
  consistencyProof(from: bigint, to = this.#size): Hash[] {
    this.#checkSizes(from, to);
    return consistencyPath(from, to).map((range) => rangeHash(range, this.#hash));
  }

  /** A hash tile as served (C2SP tlog-tiles). @throws `transparency.tileOutside` */
  tile({ level, index, width }: TileAddress & { readonly level: number }): Uint8Array {
    if (level < 0 || index < 0n || width < 1 || width > widthIn(this.#size, level, index)) {
      throw transparencyErrors.error('transparency.tileOutside', { level, index: String(index), width, size: String(this.#size) });
    }
    return this.#tileAt(level, index).bytes(width);
  }

  readonly #hash: SubtreeHashes = (level, index) => {
    const place = placeOf(level, index);
    return this.#tileAt(place.level, place.index).node(place.height, place.within);
  };

  #tileAt(level: number, index: bigint): TileNodes {
    const edge = this.#edge[level];
    return edge && index === hashesAt(level + 1, this.#size) ? edge : this.#tiles.full(level, index);
  }

  #readEdge(): TileNodes[] {
    const edge: TileNodes[] = [];
    for (let level = 0; hashesAt(level, this.#size) > 0n; level++) {
      const index = hashesAt(level + 1, this.#size);
      const width = widthIn(this.#size, level, index);
      edge.push(width === 0 ? new TileNodes() : this.#tiles.read(level, index, width));
    }
    return edge;
  }

  #checkIndex(index: bigint, size: bigint): void {
    if (index < 0n || index >= size)
      throw transparencyErrors.error('transparency.indexOutside', { index: String(index), size: String(size) });
  }

  #checkSizes(from: bigint, to: bigint): void {
    if (from < 0n || from > to || to > this.#size) {
      throw transparencyErrors.error('transparency.sizeOutside', { from: String(from), to: String(to) });
    }
  }
}
