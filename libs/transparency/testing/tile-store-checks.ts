import assert from 'node:assert/strict';
import { DomainError } from '#libs/kernel';
import { LogTree } from '../tiles/log-tree.js';
import type { TileStore } from '../tiles/store.js';
import { leafHash } from '../merkle/hash.js';
import { definedRoot } from './rfc6962.js';
import { leafData } from './trees.js';

/** One promise of TileStore. `open` opens the same data once more: after a restart, or beside the first. */
export interface TileStoreCheck {
  readonly name: string;
  run(open: () => TileStore): void;
}

const bytes = (fill: number, hashes: number): Buffer => Buffer.alloc(32 * hashes, fill);
const moved = (error: unknown): boolean => error instanceof DomainError && error.code === 'transparency.storeMoved';

/** What every store of a tree must keep; a spec runs each on new data. */
export const tileStoreChecks: readonly TileStoreCheck[] = [
  {
    name: 'a new store has no leaves and no tiles',
    run(open) {
      assert.equal(open().size(), 0n);
      assert.equal(open().read(0, 0n), undefined);
    },
  },
  {
    name: 'tiles and size are there after a restart, and a wider tile takes the place of the narrower',
    run(open) {
      open().commit({ from: 0n, to: 2n, tiles: [{ level: 0, index: 0n, bytes: bytes(1, 2) }] });
      const again = open();
      again.commit({ from: 2n, to: 3n, tiles: [{ level: 0, index: 0n, bytes: bytes(1, 3) }] });
      assert.equal(open().size(), 3n);
      assert.deepEqual(Buffer.from(open().read(0, 0n) ?? []), bytes(1, 3));
    },
  },
  {
    name: 'tiles are told apart by level and index, far beyond 2^53 too',
    run(open) {
      const far = (1n << 53n) + 1n;
      const places = [
        { level: 0, index: far, bytes: bytes(1, 1) },
        { level: 0, index: far - 1n, bytes: bytes(2, 1) },
        { level: 1, index: far, bytes: bytes(3, 1) },
      ];
      open().commit({ from: 0n, to: far * 256n, tiles: places });
      for (const place of places) assert.deepEqual(Buffer.from(open().read(place.level, place.index) ?? []), place.bytes);
      assert.equal(open().size(), far * 256n);
    },
  },
  {
    name: 'who did not see the last commit is refused, and nothing of it is kept',
    run(open) {
      const [one, other] = [open(), open()];
      one.commit({ from: 0n, to: 1n, tiles: [{ level: 0, index: 0n, bytes: bytes(1, 1) }] });
      assert.throws(() => other.commit({ from: 0n, to: 2n, tiles: [{ level: 0, index: 0n, bytes: bytes(2, 2) }] }), moved);
      assert.equal(open().size(), 1n);
      assert.deepEqual(Buffer.from(open().read(0, 0n) ?? []), bytes(1, 1));
    },
  },
  {
    name: 'what it keeps is a copy: the caller may go on using its bytes',
    run(open) {
      const mine = bytes(1, 1);
      open().commit({ from: 0n, to: 1n, tiles: [{ level: 0, index: 0n, bytes: mine }] });
      mine.fill(9);
      assert.deepEqual(Buffer.from(open().read(0, 0n) ?? []), bytes(1, 1));
    },
  },
  {
    name: 'a tree on it goes on where it was, over full tiles of two levels',
    run(open) {
      const data = leafData(700);
      for (let at = 0; at < data.length; at += 70) new LogTree(open()).append(data.slice(at, at + 70).map(leafHash));
      assert.deepEqual(Buffer.from(new LogTree(open()).root()), definedRoot(data));
    },
  },
];
