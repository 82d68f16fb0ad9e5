import { transparencyErrors } from '../errors.js';
import { isUint64 } from '../text/decimal.js';
import { TILE_HEIGHT, TILE_WIDTH } from './tile-nodes.js';

/** A tile: hashes of the tree (`level` counts tiles from the leaves up), or the entries themselves. */
export interface TileAddress {
  readonly level: number | 'entries';
  readonly index: bigint;
  /** How many hashes or entries: 1 to 256; fewer than 256 is a partial tile. */
  readonly width: number;
}

const MAX_LEVEL = 63;
const LEVEL = /^(0|[1-9]\d?)$/;
const WIDTH = /^[1-9]\d{0,2}$/;

/** `tile/<L>/<N>[.p/<W>]`, the path under a log's prefix (C2SP tlog-tiles); index 1234067 is written x001/x234/067. */
export function tilePath({ level, index, width }: TileAddress): string {
  const digits = index.toString();
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) as string[];
  const number = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${number}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/** @throws `transparency.badTilePath` for anything that is not the one path of a tile */
export function parseTilePath(path: string): TileAddress {
  const refused = transparencyErrors.error('transparency.badTilePath', { path: path.slice(0, 200) });
  const [, level, number, width] = /^tile\/([^/]+)\/([x\d/]+?)(?:\.p\/([^/]+))?$/.exec(path) ?? [];
  if (level === undefined || number === undefined || number.length > 40) throw refused;
  if (level !== 'entries' && (!LEVEL.test(level) || Number(level) > MAX_LEVEL)) throw refused;
  if (width !== undefined && (!WIDTH.test(width) || Number(width) >= TILE_WIDTH)) throw refused;
  const address: TileAddress = {
    level: level === 'entries' ? level : Number(level),
    index: BigInt(number.replace(/[x/]/g, '') || '0'),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  if (!isUint64(address.index) || tilePath(address) !== path) throw refused;
  return address;
}

const heightOf = (level: number | 'entries'): number => (level === 'entries' ? 0 : level);
const bitsBelow = (level: number | 'entries'): bigint => BigInt(TILE_HEIGHT * heightOf(level));

/** How many hashes stand at a tile level of a tree of this size. */
export function hashesAt(level: number | 'entries', size: bigint): bigint {
  return size >> bitsBelow(level);
}

/** How wide a tile is in a tree of this size: 256, less at the right edge, 0 where there is none. */
export function widthIn(size: bigint, level: number | 'entries', index: bigint): number {
  const left = hashesAt(level, size) - index * BigInt(TILE_WIDTH);
  return left <= 0n ? 0 : left < TILE_WIDTH ? Number(left) : TILE_WIDTH;
}

/** The hash tiles that a tree of `to` leaves has and the tree of `from` leaves has not, or has narrower: what a log publishes when it has grown. */
export function* newTiles(from: bigint, to: bigint): Generator<TileAddress & { readonly level: number }> {
  for (let level = 0; hashesAt(level, to) > 0n; level++) {
    const first = hashesAt(level, from) / BigInt(TILE_WIDTH);
    for (let index = first; ; index++) {
      const width = widthIn(to, level, index);
      if (width === 0) break;
      if (width > widthIn(from, level, index)) yield { level, index, width };
    }
  }
}
