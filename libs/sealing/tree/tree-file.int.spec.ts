import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '#libs/sqlite';
import { rootOf, leafHash, type TileStore } from '#libs/transparency';
import { tileStoreChecks } from '#libs/transparency/testing';
import { prepareTree } from './schema.js';
import { SqliteTileStore } from './sqlite-tile-store.js';
import { TreeFile, treeToRead } from './tree-file.js';

const entry = (n: number, type = 'Added') => ({ eventId: `e-${n}`, leaf: `{"id":"e-${n}","type":"${type}"}` });
const entriesOf = (count: number, from = 0) => Array.from({ length: count }, (_, n) => entry(from + n));
const rootOfEntries = (count: number) => rootOf(entriesOf(count).map(({ leaf }) => leafHash(Buffer.from(leaf))));

describe('The tree file', () => {
  let folder: string;
  let path: string;
  const closing: { close(): void }[] = [];
  const opened = <T extends { close(): void }>(one: T): T => {
    closing.push(one);
    return one;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parkledger-tree-'));
    path = join(folder, 'tree.db');
  });
  afterEach(() => {
    for (const one of closing.splice(0)) one.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(tileStoreChecks.map((check) => [check.name, check] as const))('as a store of tiles: %s', (_name, check) => {
    check.run((): TileStore => {
      const database = opened(openDatabase(path, { synchronous: 'NORMAL' }));
      prepareTree(database);
      return new SqliteTileStore(database);
    });
  });

  it('goes on after a restart, with what it knows of each leaf', () => {
    const first = TreeFile.open(path);
    first.append(entriesOf(300), '9');
    first.close();
    const again = opened(TreeFile.open(path));
    again.append([entry(300)], '10');
    expect(again.size).toBe(301n);
    expect(again.tree.root()).toEqual(rootOfEntries(301));
    expect(again.end()).toEqual({ index: 300n, entry: entry(300), position: '10' });
    expect(again.indexOf('e-299')).toBe(299n);
    expect(again.indexOf('e-301')).toBeUndefined();
    expect(again.entries(299n, 5)).toEqual([entry(299), entry(300)]);
  });

  it('is read while it grows: always a whole tree, and every size that it had', () => {
    expect(treeToRead(path)).toBeUndefined();
    const writer = opened(TreeFile.open(path));
    const reader = opened(TreeFile.openToRead(path));
    writer.append(entriesOf(3), '3');
    const three = reader.tree;
    writer.append(entriesOf(500, 3), '503');
    expect(reader.tree.size).toBe(503n);
    expect(reader.tree.root(3n)).toEqual(three.root());
    expect(three.root()).toEqual(rootOfEntries(3));
  });

  it('writes leaves and entries together or not at all', () => {
    const tree = opened(TreeFile.open(path));
    tree.append(entriesOf(2), '2');
    expect(() => tree.append([entry(2), entry(0)], '4')).toThrow(/UNIQUE/);
    expect(tree.size).toBe(2n);
    expect(tree.entry(2n)).toBeUndefined();
    tree.append([entry(2)], '3');
    expect(tree.tree.root()).toEqual(rootOfEntries(3));
  });

  it('finds the first event of a type', () => {
    const tree = opened(TreeFile.open(path));
    tree.append([entry(0), entry(1, 'ResultsFinalised'), entry(2), entry(3, 'ResultsFinalised')], '4');
    expect(tree.firstOfType(['ResultsFinalised'], 0n, 4n)).toBe(1n);
    expect(tree.firstOfType(['LogEpochOpened', 'ResultsFinalised'], 2n, 4n)).toBe(3n);
    expect(tree.firstOfType(['ResultsFinalised'], 2n, 3n)).toBeUndefined();
    expect(tree.firstOfType([], 0n, 4n)).toBeUndefined();
  });

  it.each([
    ['damaged', () => writeFileSync(path, 'no database at all\n'.repeat(500))],
    [
      'of another format',
      () => {
        const database = openDatabase(path, { synchronous: 'NORMAL' });
        database.exec('CREATE TABLE tiles (other); PRAGMA user_version = 99');
        database.close();
      },
    ],
  ])('that is %s is begun anew', (_how, spoil) => {
    spoil();
    const tree = opened(TreeFile.open(path));
    expect(tree.size).toBe(0n);
    tree.append(entriesOf(3), '3');
    expect(tree.tree.root()).toEqual(rootOfEntries(3));
  });

  it('that is cleared is empty, and takes other leaves at the same places', () => {
    const tree = opened(TreeFile.open(path));
    tree.append(entriesOf(300), '300');
    tree.clear();
    expect(tree.size).toBe(0n);
    expect(tree.end()).toBeUndefined();
    tree.append(entriesOf(2), '1');
    expect(tree.tree.root()).toEqual(rootOfEntries(2));
  });
});
