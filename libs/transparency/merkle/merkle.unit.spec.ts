import fc from 'fast-check';
import { emptyRoot, type Hash, leafHash, rootOf, RunningRoot, verifyConsistency, verifyInclusion } from '../index.js';
import { definedPath, definedProof, definedRoot, flipped, leafData, refusal, treeOf } from '../testing/index.js';
import { consistencyProofLength } from './consistency.js';
import { inclusionProofLength } from './inclusion.js';

const hex = (hash: Hash): string => Buffer.from(hash).toString('hex');

describe('the tree of RFC 6962', () => {
  // The leaves that Certificate Transparency's own tests use, and the roots over the first 1 to 8 of them.
  const known = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const roots = [
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];

  it('has the known roots over the eight known leaves', () => {
    const running = new RunningRoot();
    const seen = known.map((leaf) => {
      running.add(leafHash(Buffer.from(leaf, 'hex')));
      return hex(running.root());
    });
    expect(seen).toEqual(roots);
  });

  it('is SHA-256 of nothing while it is empty', () => {
    expect(hex(emptyRoot())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(rootOf([])).toEqual(emptyRoot());
  });

  it('keeps leaves and nodes apart: a leaf that spells two hashes is not the node over them', () => {
    const [left, right] = leafData(2).map(leafHash) as [Hash, Hash];
    expect(leafHash(Buffer.concat([left, right]))).not.toEqual(rootOf([left, right]));
  });

  it('refuses what is no hash', () => {
    expect(() => rootOf([Buffer.alloc(31)])).toThrow(refusal('transparency.badHash'));
  });
});

describe('proofs of any tree', () => {
  const sizes = fc.integer({ min: 1, max: 300 });

  it('are those that the RFC defines, with the length that its formula gives, and verify', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, a, b) => {
        const data = leafData(size);
        const [tree, index, from] = [treeOf(data), a % size, b % (size + 1)];
        const [root, at] = [tree.root(), BigInt(index)];
        expect(root).toEqual(definedRoot(data));

        const inclusion = tree.inclusionProof(at);
        expect(inclusion).toEqual(definedPath(index, data));
        expect(inclusion).toHaveLength(inclusionProofLength(at, BigInt(size)));
        verifyInclusion({ leafHash: leafHash(data[index]!), index: at, size: BigInt(size), root, proof: inclusion });

        const consistency = tree.consistencyProof(BigInt(from));
        expect(consistency).toEqual(from === 0 ? [] : definedProof(from, data));
        expect(consistency).toHaveLength(consistencyProofLength(BigInt(from), BigInt(size)));
        const old = { size: BigInt(from), root: definedRoot(data.slice(0, from)) };
        verifyConsistency({ from: old, to: { size: BigInt(size), root }, proof: consistency });
      }),
      { seed: 6962, numRuns: 150 },
    );
  });

  it('have the right length up to the last sizes of 64 bits', () => {
    const last = (1n << 64n) - 1n;
    expect(inclusionProofLength(0n, last)).toBe(64);
    expect(inclusionProofLength(last - 1n, last)).toBe(63);
    expect(consistencyProofLength(1n << 63n, last)).toBe(1);
  });

  it('are refused when one bit of any part is turned, or a part is left out, doubled or moved', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fc.nat(), fc.nat(), fc.nat(), (size, a, b, bit) => {
        const data = leafData(size);
        const [tree, index] = [treeOf(data), BigInt(a % size)];
        const right = {
          leafHash: leafHash(data[Number(index)]!),
          index,
          size: BigInt(size),
          root: tree.root(),
          proof: tree.inclusionProof(index),
        };
        const at = b % right.proof.length;
        const wrong = [
          { ...right, leafHash: flipped(right.leafHash, bit) },
          { ...right, root: flipped(right.root, bit) },
          { ...right, proof: right.proof.with(at, flipped(right.proof[at]!, bit)) },
          { ...right, proof: right.proof.toSpliced(at, 1) },
          { ...right, proof: right.proof.toSpliced(at, 0, right.proof[at]!) },
          { ...right, proof: right.proof.with(at, right.proof[at]!.subarray(1)) },
          { ...right, index: index ^ (1n << BigInt(bit % 64)) },
        ];
        for (const one of wrong) expect(() => verifyInclusion(one)).toThrow(refusal(/^transparency\./));
      }),
      { seed: 6962, numRuns: 100 },
    );
  });

  it('of consistency, too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fc.nat(), fc.nat(), fc.nat(), (size, a, b, bit) => {
        const data = leafData(size);
        const tree = treeOf(data);
        const m = BigInt(1 + (a % (size - 1)));
        const right = {
          from: { size: m, root: tree.root(m) },
          to: { size: BigInt(size), root: tree.root() },
          proof: tree.consistencyProof(m),
        };
        const at = b % right.proof.length;
        const wrong = [
          { ...right, from: { ...right.from, root: flipped(right.from.root, bit) } },
          { ...right, to: { ...right.to, root: flipped(right.to.root, bit) } },
          { ...right, proof: right.proof.with(at, flipped(right.proof[at]!, bit)) },
          { ...right, proof: right.proof.toSpliced(at, 1) },
          { ...right, proof: right.proof.toSpliced(at, 0, right.proof[at]!) },
          { ...right, from: { ...right.from, size: m - 1n } },
          { ...right, from: { ...right.from, size: m + 1n } },
          { ...right, from: right.to, to: right.from },
        ];
        for (const one of wrong) expect(() => verifyConsistency(one)).toThrow(refusal(/^transparency\./));
      }),
      { seed: 6962, numRuns: 100 },
    );
  });
});

describe('sizes at the edge', () => {
  const empty = { size: 0n, root: emptyRoot() };
  const one = { size: 1n, root: rootOf(leafData(1).map(leafHash)) };

  it('no leaf is in an empty tree', () => {
    expect(() => verifyInclusion({ leafHash: one.root, index: 0n, ...empty, proof: [] })).toThrow(refusal('transparency.indexOutside'));
  });

  it('a single leaf is its own root, without a proof', () => {
    verifyInclusion({ leafHash: one.root, index: 0n, ...one, proof: [] });
    expect(() => verifyInclusion({ leafHash: one.root, index: 0n, ...one, proof: [one.root] })).toThrow(
      refusal('transparency.proofLength'),
    );
  });

  it('negative and too large numbers are refused, not wrapped', () => {
    expect(() => verifyInclusion({ leafHash: one.root, index: -1n, ...one, proof: [] })).toThrow(refusal('transparency.indexOutside'));
    expect(() => verifyInclusion({ leafHash: one.root, index: 0n, ...one, size: (1n << 64n) + 1n, proof: [] })).toThrow(
      refusal('transparency.indexOutside'),
    );
    expect(() => verifyConsistency({ from: { ...empty, size: -1n }, to: one, proof: [] })).toThrow(refusal('transparency.sizeOutside'));
  });

  it('any tree continues the empty one, without a proof; the empty tree has the empty root', () => {
    verifyConsistency({ from: empty, to: one, proof: [] });
    verifyConsistency({ from: empty, to: empty, proof: [] });
    expect(() => verifyConsistency({ from: empty, to: one, proof: [one.root] })).toThrow(refusal('transparency.proofLength'));
    expect(() => verifyConsistency({ from: { size: 0n, root: one.root }, to: one, proof: [] })).toThrow(
      refusal('transparency.emptyRootWrong'),
    );
  });

  it('equal sizes need equal roots and no proof', () => {
    verifyConsistency({ from: one, to: one, proof: [] });
    expect(() => verifyConsistency({ from: one, to: one, proof: [one.root] })).toThrow(refusal('transparency.proofLength'));
    expect(() => verifyConsistency({ from: one, to: { size: 1n, root: emptyRoot() }, proof: [] })).toThrow(
      refusal('transparency.consistencyWrong'),
    );
  });
});
