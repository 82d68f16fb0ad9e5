import { hash } from 'node:crypto';
import { leafHash, LogTree, MemoryTileStore, rootOf, verifyConsistency, verifyInclusion } from '#libs/transparency';
import { type Comparison, compare } from './table.js';

const LEAVES = 1_000_000;
const BATCH = 1_000;
const ONE_BY_ONE = 20_000;
const PROOFS = 2_000;
/** A proof anywhere reads a tile that is not in memory and hashes it up. */
const TILE_NODES = 255;
/** Coprime to the number of leaves: walks through the tree without two neighbours in a row. */
const STRIDE = 611_953;

/** As many one-shot SHA-256 over 65 bytes as a tree has nodes, each to the bytes that the next node needs. */
function plainHashes(count: number): () => Promise<number> {
  const node = Buffer.alloc(65, 1);
  return async () => {
    for (let n = 0; n < count; n++) node.set(hash('sha256', node, 'buffer'), 1);
    return count;
  };
}

/** The same, but nothing is done with the result: what the hash function alone costs, and no tree can reach. */
function bareHashes(count: number): () => Promise<number> {
  const node = Buffer.alloc(65, 1);
  return async () => {
    for (let n = 0; n < count; n++) hash('sha256', node);
    return count;
  };
}

/** The tree beside plain node:crypto in the same run; a node is one hash. Leaf hashes are made before: what an event's leaf is, is the ledger's affair. */
export async function benchTransparency(): Promise<readonly Comparison[]> {
  const leaves = Array.from({ length: LEAVES }, (_, n) => leafHash(Buffer.from(`leaf ${n}`)));
  const nodes = LEAVES - 1;
  const plain = plainHashes(nodes);
  const grown = new LogTree(new MemoryTileStore());
  for (let at = 0; at < LEAVES; at += BATCH) grown.append(leaves.slice(at, at + BATCH));
  const size = grown.size;
  const root = grown.root();
  const index = (n: number): bigint => BigInt((n * STRIDE) % LEAVES);

  return [
    await compare(`root of ${LEAVES} leaves`, 'nodes/s', async () => (rootOf(leaves), nodes), plain, 2),
    await compare('the same beside bare hashing', 'nodes/s', async () => (rootOf(leaves), nodes), bareHashes(nodes), 2),
    await compare(`appends by ${BATCH}`, 'leaves/s', async () => append(leaves, BATCH), plain, 2),
    await compare('appends one by one', 'leaves/s', async () => append(leaves.slice(0, ONE_BY_ONE), 1), plainHashes(ONE_BY_ONE), 2),
    await compare('leaf hashes', 'leaves/s', async () => leafHashes(leaves.length), plain, 2),
    await compare(
      `inclusion proofs anywhere among ${LEAVES}`,
      'proofs/s',
      async () => times(PROOFS, (n) => grown.inclusionProof(index(n))),
      eachOf(TILE_NODES),
    ),
    await compare(
      'inclusion proofs of the last records',
      'proofs/s',
      async () => times(PROOFS, (n) => grown.inclusionProof(size - 1n - BigInt(n))),
      eachOf(grown.inclusionProof(size - 1n).length),
    ),
    await compare(
      'consistency proofs from anywhere',
      'proofs/s',
      async () => times(PROOFS, (n) => grown.consistencyProof(index(n) + 1n)),
      eachOf(TILE_NODES),
    ),
    await compare(
      'inclusion proofs verified',
      'proofs/s',
      ...verified(
        grown.inclusionProof(7n).length,
        () => [leaves[7]!, grown.inclusionProof(7n)] as const,
        ([leaf, proof]) => verifyInclusion({ leafHash: leaf, index: 7n, size, root, proof }),
      ),
    ),
    await compare(
      'consistency proofs verified',
      'proofs/s',
      ...verified(
        grown.consistencyProof(777_777n).length,
        () => ({ from: { size: 777_777n, root: grown.root(777_777n) }, to: { size, root }, proof: grown.consistencyProof(777_777n) }),
        verifyConsistency,
      ),
    ),
  ];
}

/** What as many proofs cost at least, if each takes this number of hashes. */
function eachOf(hashes: number): () => Promise<number> {
  const plain = plainHashes(PROOFS * hashes);
  return async () => (await plain()) / hashes;
}

function append(leaves: readonly Uint8Array[], batch: number): number {
  const tree = new LogTree(new MemoryTileStore());
  for (let at = 0; at < leaves.length; at += batch) tree.append(leaves.slice(at, at + batch));
  return leaves.length;
}

function leafHashes(count: number): number {
  const leaf = Buffer.alloc(300, 'x');
  for (let n = 0; n < count; n++) leafHash(leaf);
  return count;
}

function times(count: number, what: (n: number) => unknown): number {
  for (let n = 0; n < count; n++) what(n);
  return count;
}

/** A verifier beside the hashes that it can't do without. */
function verified<T>(hashes: number, make: () => T, verify: (made: T) => void): [own: () => Promise<number>, plain: () => Promise<number>] {
  const made = make();
  return [async () => times(PROOFS, () => verify(made)), eachOf(hashes)];
}
