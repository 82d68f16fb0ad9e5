import type { Checkpoint } from '#libs/transparency';
import { leafData, treeOf } from '#libs/transparency/testing';
import { compareHeld, type Epoch } from './held.js';

const tree = treeOf(leafData(9));
const other = treeOf(leafData(12).reverse());
const head: Checkpoint = { origin: 'log/epoch-2', size: 9n, root: tree.root(), extensions: [] };
const epochs: Epoch[] = [{ origin: 'log', keptAtEnd: 5n }, { origin: 'log/epoch-2' }];
const held = (origin: string, size: bigint, of = tree) => ({
  file: 'held',
  checkpoint: { origin, size, root: of.root(size), extensions: [] },
});
const found = (...given: Parameters<typeof held>) => compareHeld(held(...given), tree, head, epochs)?.code;

describe('A checkpoint that was kept, beside the log of a bundle', () => {
  it('is continued: of this epoch, or of the one before as far as the restore kept it', () => {
    for (const [origin, size] of [
      ['log/epoch-2', 9n],
      ['log/epoch-2', 6n],
      ['log', 5n],
      ['log', 3n],
      ['log', 0n],
    ] as const)
      expect([origin, size, found(origin, size)]).toEqual([origin, size, undefined]);
  });

  it('is not, each case by its name', () => {
    expect(found('log/epoch-2', 9n, other)).toBe('auditor.splitView');
    expect(found('log/epoch-2', 7n, other)).toBe('auditor.heldDiffers');
    expect(found('log/epoch-2', 12n, other)).toBe('auditor.heldNewer');
    expect(found('log', 4n, other)).toBe('auditor.heldDiffers');
    expect(found('log', 8n, other)).toBe('auditor.heldBeyondRestore');
    expect(found('elsewhere', 4n)).toBe('auditor.heldOrigin');
  });
});
