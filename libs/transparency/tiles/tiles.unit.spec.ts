import fc from 'fast-check';
import {
  formatEntries,
  leafHash,
  LogTree,
  MemoryTileStore,
  newTiles,
  parseEntries,
  parseTilePath,
  tilePath,
  type TileStore,
  type TreeGrowth,
  widthIn,
} from '../index.js';
import { definedRoot, leafData, refusal, tileStoreChecks, treeOf } from '../testing/index.js';

describe('a store of tiles in memory', () => {
  it.each(tileStoreChecks.map((check) => [check.name, check] as const))('%s', (_name, check) => {
    const store = new MemoryTileStore();
    check.run(() => store);
  });
});

describe('a tree that grows', () => {
  it('is the same however the leaves arrive and however often it is opened again, at every size that it had', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 130 }), { maxLength: 8 }), fc.nat(), (batches, pick) => {
        const data = leafData(batches.reduce((sum, batch) => sum + batch, 0));
        const store = new MemoryTileStore();
        let at = 0;
        for (const batch of batches) {
          const tree = new LogTree(store, { cachedTiles: 1 });
          tree.append(data.slice(at, at + batch).map(leafHash));
          at += batch;
          expect([tree.size, tree.root()]).toEqual([BigInt(at), definedRoot(data.slice(0, at))]);
        }
        const past = pick % (data.length + 1);
        expect(new LogTree(store).root(BigInt(past))).toEqual(definedRoot(data.slice(0, past)));
      }),
      { seed: 6962, numRuns: 40 },
    );
  });

  it('over more than 65,536 leaves has tiles of three levels, and goes on after a restart', () => {
    const data = leafData(66_000);
    const store = new MemoryTileStore();
    treeOf(data.slice(0, 65_535), store);
    const tree = treeOf(data.slice(65_535), store);
    expect(tree.root()).toEqual(definedRoot(data));
    expect(tree.root(65_536n)).toEqual(definedRoot(data.slice(0, 65_536)));
    expect(tree.leafHash(65_999n)).toEqual(leafHash(data[65_999]!));
    expect(store.read(2, 0n)).toHaveLength(32);
  });

  it('stands as before when the store refuses, and takes the same leaves afterwards', () => {
    class Failing extends MemoryTileStore {
      failing = false;
      override commit(growth: TreeGrowth): void {
        if (this.failing) throw new Error('disk full');
        super.commit(growth);
      }
    }
    const store = new Failing();
    const data = leafData(900);
    const [before, after] = [data.slice(0, 300), data.slice(300).map(leafHash)];
    const tree = treeOf(before, store);
    store.failing = true;
    expect(() => tree.append(after)).toThrow('disk full');
    expect([tree.size, tree.root(), tree.leafHash(299n)]).toEqual([300n, definedRoot(before), leafHash(data[299]!)]);
    expect(() => tree.leafHash(300n)).toThrow(refusal('transparency.indexOutside'));
    store.failing = false;
    tree.append(after);
    expect(tree.root()).toEqual(definedRoot(data));
  });

  it('is refused where another has written', () => {
    const store = new MemoryTileStore();
    const [one, other] = [new LogTree(store), new LogTree(store)];
    one.append(leafData(1).map(leafHash));
    expect(() => other.append(leafData(2).map(leafHash))).toThrow(refusal('transparency.storeMoved'));
  });

  it('takes a leaf hash as a whole or not at all', () => {
    const tree = new LogTree(new MemoryTileStore());
    expect(() => tree.append([...leafData(3).map(leafHash), Buffer.alloc(20)])).toThrow(refusal('transparency.badHash'));
    expect(tree.size).toBe(0n);
  });

  it('answers for sizes that it had, and no others', () => {
    const tree = treeOf(leafData(5));
    expect(() => tree.root(6n)).toThrow(refusal('transparency.sizeOutside'));
    expect(() => tree.consistencyProof(4n, 3n)).toThrow(refusal('transparency.sizeOutside'));
    expect(() => tree.consistencyProof(-1n)).toThrow(refusal('transparency.sizeOutside'));
    expect(() => tree.inclusionProof(3n, 3n)).toThrow(refusal('transparency.indexOutside'));
    expect(() => tree.leafHash(5n)).toThrow(refusal('transparency.indexOutside'));
  });

  it('says which tile is missing or cut short', () => {
    const store = new MemoryTileStore();
    treeOf(leafData(600), store);
    const damaged = (bytes: Uint8Array | undefined, at: bigint): TileStore => ({
      size: () => store.size(),
      read: (level, index) => (level === 0 && index === at ? bytes : store.read(level, index)),
      commit: (growth) => store.commit(growth),
    });
    expect(() => new LogTree(damaged(undefined, 2n))).toThrow(refusal('transparency.tileMissing'));
    expect(() => new LogTree(damaged(Buffer.alloc(33), 2n))).toThrow(refusal('transparency.tileDamaged'));
    expect(() => new LogTree(damaged(Buffer.alloc(32), 1n)).inclusionProof(300n)).toThrow(refusal('transparency.tileDamaged'));
  });
});

describe('tiles', () => {
  it.each([
    ['tile/0/000', { level: 0, index: 0n, width: 256 }],
    ['tile/3/x001/x234/067', { level: 3, index: 1_234_067n, width: 256 }],
    ['tile/1/x001/000.p/17', { level: 1, index: 1000n, width: 17 }],
    ['tile/entries/273.p/112', { level: 'entries' as const, index: 273n, width: 112 }],
    ['tile/63/999.p/255', { level: 63, index: 999n, width: 255 }],
  ])('%s is a path and a place', (path, address) => {
    expect(tilePath(address)).toBe(path);
    expect(parseTilePath(path)).toEqual(address);
  });

  it.each([
    'tile/0/0',
    'tile/00/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/0/x000/001',
    'tile/0/001/002',
    'tile/0/x001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p/',
    'tile/0/000/',
    '/tile/0/000',
    'tile/data/000',
    'tile/0/../000',
    'tile/0/x018/x446/x744/x073/x709/x551/616',
    'tile/0/' + 'x999/'.repeat(500) + '999',
    '',
  ])('%s is no path', (path) => {
    expect(() => parseTilePath(path)).toThrow(refusal('transparency.badTilePath'));
  });

  it('every path reads back, and whatever is read is written the same', () => {
    const address = fc.record({
      level: fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant('entries' as const)),
      index: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
      width: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(
      fc.property(address, (one) => expect(parseTilePath(tilePath(one))).toEqual(one)),
      { seed: 1, numRuns: 200 },
    );
  });

  it('of a tree of 70,000 are those of the specification', () => {
    const tiles = [...newTiles(0n, 70_000n)];
    const count = (level: number, full: boolean): number => tiles.filter((t) => t.level === level && (t.width === 256) === full).length;
    expect([count(0, true), count(0, false), count(1, true), count(1, false), count(2, true), count(2, false)]).toEqual([
      273, 1, 1, 1, 0, 1,
    ]);
    expect([widthIn(70_000n, 0, 273n), widthIn(70_000n, 1, 1n), widthIn(70_000n, 2, 0n)]).toEqual([112, 17, 1]);
    expect([...newTiles(0n, 256n)].map(tilePath)).toEqual(['tile/0/000', 'tile/1/000.p/1']);
  });

  it('that are new are those that the smaller tree has not as wide', () => {
    expect([...newTiles(0n, 0n)]).toEqual([]);
    expect([...newTiles(300n, 300n)]).toEqual([]);
    expect([...newTiles(300n, 513n)].map(tilePath)).toEqual(['tile/0/001', 'tile/0/002.p/1', 'tile/1/000.p/2']);
  });

  it('are served full and partial, as wide as the tree ever was', () => {
    const data = leafData(600);
    const tree = treeOf(data);
    expect(tree.tile({ level: 0, index: 1n, width: 256 })).toEqual(Buffer.concat(data.slice(256, 512).map(leafHash)));
    expect(tree.tile({ level: 0, index: 2n, width: 3 })).toEqual(Buffer.concat(data.slice(512, 515).map(leafHash)));
    expect(tree.tile({ level: 1, index: 0n, width: 2 })).toEqual(
      Buffer.concat([definedRoot(data.slice(0, 256)), definedRoot(data.slice(256, 512))]),
    );
    expect(() => tree.tile({ level: 0, index: 2n, width: 89 })).toThrow(refusal('transparency.tileOutside'));
    expect(() => tree.tile({ level: 2, index: 0n, width: 1 })).toThrow(refusal('transparency.tileOutside'));
  });
});

describe('entry bundles', () => {
  it('read back what was written, empty and largest entries too', () => {
    const entries = [Buffer.alloc(0), Buffer.from('一'), Buffer.alloc(65_535, 7)];
    expect(parseEntries(formatEntries(entries), 3)).toEqual(entries);
  });

  it('refuse an entry that two bytes can’t measure', () => {
    expect(() => formatEntries([Buffer.alloc(65_536)])).toThrow(refusal('transparency.entryTooLong'));
  });

  it.each([
    ['cut in a length', Buffer.of(0), 1],
    ['cut in an entry', Buffer.of(0, 2, 1), 1],
    ['with one entry too many', Buffer.of(0, 0, 0, 0), 1],
    ['with one entry too few', Buffer.of(0, 0), 2],
    ['with more than a tile', Buffer.alloc(2 * 257), 257],
  ])('refuse a bundle %s', (_what, bytes, width) => {
    expect(() => parseEntries(bytes, width)).toThrow(refusal('transparency.entriesMalformed'));
  });
});
