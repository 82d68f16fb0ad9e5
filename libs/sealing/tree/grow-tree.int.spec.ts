import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore } from '#libs/event-store';
import { MemoryEventStore } from '#libs/event-store/memory';
import { recorded } from '#libs/event-sourcing/testing';
import { canonicalJson, leaf, type LeafInput } from '#libs/kernel';
import { leafHash, rootOf } from '#libs/transparency';
import { growTree, LeafError } from './grow-tree.js';
import { quickLeaf } from './quick-leaf.js';
import { TreeFile } from './tree-file.js';

/** An event of a test log; its stream is its own. */
function event(n: number, data: object = { n }) {
  const stream = `counter-${n}`;
  const { id, metadata } = recorded({ event: { type: 'Added', data }, at: '2025-01-01T00:00:00.000Z' }, { stream, revision: 0 });
  return { stream, id, type: 'Added', data: canonicalJson(data), metadata: canonicalJson(metadata) };
}
async function fill(store: EventStore, from: number, to: number): Promise<void> {
  for (let n = from; n < to; n++) {
    const { stream, ...one } = event(n);
    await store.append(stream, 'noStream', [one]);
  }
}
const rootUpTo = (size: number) =>
  rootOf(Array.from({ length: size }, (_, n) => leafHash(Buffer.from(leaf({ ...event(n), revision: 0 })))));

describe('A tree that grows with the log', () => {
  let folder: string;
  let tree: TreeFile;
  let store: MemoryEventStore;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parkledger-grow-'));
    tree = TreeFile.open(join(folder, 'tree.db'));
    store = new MemoryEventStore();
  });
  afterEach(() => {
    tree.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has one leaf for each event of the log, in log order, and none for signed heads', async () => {
    await fill(store, 0, 300);
    await store.append('checkpoint', 'noStream', [{ id: 'c', type: 'CheckpointSigned', data: '{}', metadata: '{}' }]);
    await fill(store, 300, 600);
    expect(await growTree(store, tree)).toBe(600n);
    expect(tree.tree.root()).toEqual(rootUpTo(600));
    expect(tree.tree.root(300n)).toEqual(rootUpTo(300));
    expect(tree.entry(300n)?.eventId).toBe(event(300).id);
  });

  it('goes on from where it was, up to the size that is asked for', async () => {
    await fill(store, 0, 5);
    expect(await growTree(store, tree, { upTo: 2n })).toBe(2n);
    expect(await growTree(store, tree, { upTo: 1n })).toBe(2n);
    expect(await growTree(store, tree)).toBe(5n);
    expect(tree.tree.root()).toEqual(rootUpTo(5));
  });

  it('is built again where the store holds another log than it knows', async () => {
    await fill(store, 0, 5);
    await growTree(store, tree);
    const putBack = new MemoryEventStore();
    await fill(putBack, 0, 3);
    expect(await growTree(putBack, tree)).toBe(3n);
    expect(tree.tree.root()).toEqual(rootUpTo(3));
    await fill(putBack, 7, 9);
    expect(await growTree(putBack, tree)).toBe(5n);
    expect(await growTree(store, tree)).toBe(5n);
    expect(tree.tree.root()).toEqual(rootUpTo(5));
  });

  it('stops before an event that can have no leaf, and says which', async () => {
    await fill(store, 0, 2);
    await store.append('counter-x', 'noStream', [{ id: 'x', type: 'Added', data: '{}', metadata: '{"schemaVersion":1}' }]);
    await fill(store, 2, 3);
    await expect(growTree(store, tree)).rejects.toEqual(expect.objectContaining({ name: LeafError.name, index: 2n }));
    expect(tree.size).toBe(2n);
  });
});

describe('The quick leaf', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constantFrom('park-1', '"salt":"', '{', '}', '\\'));
  const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
  const actor = fc.record({ account: text, role: text, department: text }, { requiredKeys: ['account', 'role'] });
  const usual = fc.record({
    actor,
    causationId: text,
    commandId: text,
    correlationId: text,
    inputHash: text,
    recordedAt: text,
    salt: hex,
    schemaVersion: fc.integer({ min: 1, max: 9 }),
  });
  const odd = fc.dictionary(
    text.filter((key) => !/^\d+$/.test(key)),
    fc.oneof(text, fc.integer(), actor),
  );
  const metadata = fc.oneof(
    { weight: 3, arbitrary: usual.map(canonicalJson) },
    fc.tuple(usual, odd).map(([a, b]) => canonicalJson({ ...b, ...a })),
    fc.tuple(usual, odd).map(([a, b]) => JSON.stringify({ ...a, ...b, nested: a }, null, 1)),
  );
  const input: fc.Arbitrary<LeafInput> = fc.record({ stream: text, revision: fc.nat(), id: text, type: text, data: text, metadata });

  it('is the leaf, whatever the event', () => {
    fc.assert(
      fc.property(input, (one) => {
        expect(quickLeaf(one)).toBe(leaf(one));
      }),
      { numRuns: 500 },
    );
  });

  it('is the leaf of what this ledger writes', () => {
    for (let n = 0; n < 20; n++) {
      const one = { ...event(n, { park: '东方“电子”园', n }), revision: n };
      expect(quickLeaf(one)).toBe(leaf(one));
    }
  });
});
