import fc from 'fast-check';
import { type FetchTile, type LogTree, parseTilePath, TileClient } from '../index.js';
import { flipped, leafData, refusal, treeOf } from '../testing/index.js';

/** A log's tiles; those that `keep` refuses are gone. */
function served(tree: LogTree, keep: (path: string) => boolean = () => true): FetchTile & { readonly asked: string[] } {
  const asked: string[] = [];
  const fetch: FetchTile = async (path) => {
    asked.push(path);
    const { level, index, width } = parseTilePath(path);
    return keep(path) && level !== 'entries' ? tree.tile({ level, index, width }) : undefined;
  };
  return Object.assign(fetch, { asked });
}

describe('proofs read from a log’s tiles', () => {
  it('are those that the log itself gives', async () => {
    const tree = treeOf(leafData(1_400));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1_400 }), fc.nat(), fc.nat(), async (n, a, b) => {
        const [size, index, from] = [BigInt(n), BigInt(a % n), BigInt(b % (n + 1))];
        const client = new TileClient(served(tree), { size, root: tree.root(size) });
        expect(await client.inclusion(index)).toEqual({ leafHash: tree.leafHash(index), proof: tree.inclusionProof(index, size) });
        expect(await client.consistency(from)).toEqual({ root: tree.root(from), proof: tree.consistencyProof(from, size) });
      }),
      { seed: 6962, numRuns: 40 },
    );
  });

  it('ask for each tile once, and for no partial one that the checkpoint does not have', async () => {
    const tree = treeOf(leafData(1_400));
    const fetch = served(tree);
    await new TileClient(fetch, { size: 1_300n, root: tree.root(1_300n) }).inclusion(700n);
    expect(fetch.asked.toSorted()).toEqual(['tile/0/002', 'tile/0/005.p/20', 'tile/1/000.p/5']);
  });

  it('take the full tile where the partial one has gone', async () => {
    const tree = treeOf(leafData(512));
    const client = new TileClient(
      served(tree, (path) => !path.includes('tile/0/001.p')),
      { size: 300n, root: tree.root(300n) },
    );
    expect((await client.inclusion(299n)).proof).toEqual(tree.inclusionProof(299n, 300n));
  });

  it('are refused where a single bit of a tile differs, or where the checkpoint is of another tree', async () => {
    const tree = treeOf(leafData(300));
    const head = { size: 300n, root: tree.root() };
    const bent: FetchTile = async (path) => {
      const { level, index, width } = parseTilePath(path);
      const bytes = tree.tile({ level: level as number, index, width });
      return level === 0 && index === 0n ? flipped(bytes, 8 * 32 * 7) : bytes;
    };
    await expect(new TileClient(bent, head).inclusion(6n)).rejects.toEqual(refusal('transparency.tilesDiffer'));
    await expect(new TileClient(bent, head).inclusion(7n)).rejects.toEqual(refusal('transparency.tilesDiffer'));
    await expect(new TileClient(bent, head).consistency(9n)).rejects.toEqual(refusal('transparency.tilesDiffer'));
    const other = { size: 300n, root: flipped(head.root, 0) };
    await expect(new TileClient(served(tree), other).inclusion(6n)).rejects.toEqual(refusal('transparency.tilesDiffer'));
    await expect(new TileClient(served(tree), other).consistency(300n)).rejects.toEqual(refusal('transparency.tilesDiffer'));
  });

  it('say which tile can’t be had, or is not as long as it must be', async () => {
    const tree = treeOf(leafData(300));
    const head = { size: 300n, root: tree.root() };
    await expect(
      new TileClient(
        served(tree, () => false),
        head,
      ).inclusion(1n),
    ).rejects.toEqual(refusal('transparency.tileMissing'));
    await expect(new TileClient(async () => Buffer.alloc(31), head).inclusion(1n)).rejects.toEqual(refusal('transparency.tileDamaged'));
    await expect(new TileClient(served(tree), head).inclusion(300n)).rejects.toEqual(refusal('transparency.indexOutside'));
    await expect(new TileClient(served(tree), head).consistency(301n)).rejects.toEqual(refusal('transparency.sizeOutside'));
  });
});
