import { DomainError } from '#libs/kernel';
import { transparencyErrors } from '../errors.js';
import { type TreeHead, verifyConsistency } from '../merkle/consistency.js';
import { HASH_BYTES, type Hash } from '../merkle/hash.js';
import { verifyInclusion } from '../merkle/inclusion.js';
import { consistencyPath, inclusionPath, type LeafRange, rangeHash, type SubtreeHashes, subtreesOf } from '../merkle/ranges.js';
import { type TileAddress, tilePath, widthIn } from './address.js';
import { placeOf } from './stored-tiles.js';
import { TILE_WIDTH, TileNodes } from './tile-nodes.js';

/** Fetches a path under the log's prefix; nothing where the log does not have it (any more). */
export type FetchTile = (path: string) => Promise<Uint8Array | undefined>;

/** Reads proofs back from a log's tiles (C2SP tlog-tiles). Whatever it gives was verified against the checkpoint's root, so the tiles need no trust. */
export class TileClient {
  readonly #fetch: FetchTile;
  readonly #head: TreeHead;

  /** `head` is that of a checkpoint whose signatures were verified. */
  constructor(fetch: FetchTile, head: TreeHead) {
    this.#fetch = fetch;
    this.#head = head;
  }

  /** The leaf hash that the log has at an index, with its proof. @throws `transparency.indexOutside`, `transparency.tile…` */
  async inclusion(index: bigint): Promise<{ readonly leafHash: Hash; readonly proof: Hash[] }> {
    const { size, root } = this.#head;
    if (index < 0n || index >= size)
      throw transparencyErrors.error('transparency.indexOutside', { index: String(index), size: String(size) });
    const path = inclusionPath(index, size);
    const hashes = await this.#hashes([...path, { start: index, end: index + 1n }]);
    const [leafHash, proof] = [hashes(0, index), path.map((range) => rangeHash(range, hashes))];
    return this.#verified({ leafHash, proof }, () => verifyInclusion({ leafHash, index, size, root, proof }));
  }

  /** The root that the log had at a smaller size, with the proof that it leads to the checkpoint. @throws `transparency.sizeOutside`, `transparency.tile…` */
  async consistency(from: bigint): Promise<{ readonly root: Hash; readonly proof: Hash[] }> {
    const to = this.#head;
    if (from < 0n || from > to.size)
      throw transparencyErrors.error('transparency.sizeOutside', { from: String(from), to: String(to.size) });
    const path = consistencyPath(from, to.size);
    const whole = { start: 0n, end: from };
    const hashes = await this.#hashes([...path, whole]);
    const [root, proof] = [rangeHash(whole, hashes), path.map((range) => rangeHash(range, hashes))];
    return this.#verified({ root, proof }, () => verifyConsistency({ from: { size: from, root }, to, proof }));
  }

  #verified<T>(result: T, verify: () => void): T {
    try {
      verify();
      return result;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      throw transparencyErrors.error('transparency.tilesDiffer', { size: String(this.#head.size) });
    }
  }

  /** Fetches every tile that the ranges touch, all at once. */
  async #hashes(ranges: readonly LeafRange[]): Promise<SubtreeHashes> {
    const wanted = new Map<string, TileAddress>();
    for (const { level, index } of ranges.flatMap(subtreesOf)) {
      const tile = placeOf(level, index);
      const address = { level: tile.level, index: tile.index, width: widthIn(this.#head.size, tile.level, tile.index) };
      wanted.set(`${address.level}/${address.index}`, address);
    }
    const tiles = new Map(await Promise.all([...wanted].map(async ([key, address]) => [key, await this.#tile(address)] as const)));
    return (level, index) => {
      const place = placeOf(level, index);
      return (tiles.get(`${place.level}/${place.index}`) as TileNodes).node(place.height, place.within);
    };
  }

  /** A partial tile may have gone when it was filled: then the full one has its hashes. */
  async #tile(address: TileAddress): Promise<TileNodes> {
    const exact = await this.#bytes(address);
    const bytes = exact ?? (address.width < TILE_WIDTH ? await this.#bytes({ ...address, width: TILE_WIDTH }) : undefined);
    if (bytes === undefined) throw transparencyErrors.error('transparency.tileMissing', { path: tilePath(address) });
    return TileNodes.of(bytes, address.width);
  }

  async #bytes(address: TileAddress): Promise<Uint8Array | undefined> {
    const path = tilePath(address);
    const bytes = await this.#fetch(path);
    const expected = address.width * HASH_BYTES;
    if (bytes !== undefined && bytes.byteLength !== expected) {
      throw transparencyErrors.error('transparency.tileDamaged', { path, expected, actual: bytes.byteLength });
    }
    return bytes;
  }
}
