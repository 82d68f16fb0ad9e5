import { rmSync } from 'node:fs';
import type { Position } from '#libs/event-store';
import { assertSound, type Database, DatabaseError, isDamage, openDatabase } from '#libs/sqlite';
import { leafHash, LogTree } from '#libs/transparency';
import { assertTree, prepareTree } from './schema.js';
import { SqliteTileStore, type TreeEntry } from './sqlite-tile-store.js';

/** Where the tree of a data folder lies; derived: may be deleted. */
export const TREE_FILE = 'proof/tree.db';

/** The last entry of a tree and its event's position in the store that it was read from. */
export interface TreeEnd {
  readonly index: bigint;
  readonly entry: TreeEntry;
  readonly position: Position;
}

// What a power cut takes is read again from the log.
const SYNCHRONOUS = 'NORMAL';

/**
 * The log's tree in a file: tiles, entries and size, which grow in one transaction. One process grows it, others may read it at the same time; what they see is always a
 * whole tree.
 */
export class TreeFile {
  readonly #tiles: SqliteTileStore;
  #tree: LogTree;

  private constructor(private readonly database: Database) {
    this.#tiles = new SqliteTileStore(database);
    this.#tree = new LogTree(this.#tiles);
  }

  /** To grow it. The folder must exist. A damaged file, or one of another format, is deleted: all of it can be read again from the log. */
  static open(path: string): TreeFile {
    try {
      return TreeFile.#prepared(path);
    } catch (error) {
      if (!isDamage(error)) throw error;
      for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
      return TreeFile.#prepared(path);
    }
  }

  /** To read it while somebody else grows it. @throws DatabaseError where there is no tree file yet */
  static openToRead(path: string): TreeFile {
    return TreeFile.#over(openDatabase(path, { synchronous: SYNCHRONOUS, readonly: true }), assertTree);
  }

  static #prepared(path: string): TreeFile {
    return TreeFile.#over(openDatabase(path, { synchronous: SYNCHRONOUS }), (database) => {
      assertSound(database);
      prepareTree(database);
    });
  }

  static #over(database: Database, prepare: (database: Database) => void): TreeFile {
    try {
      prepare(database);
      return new TreeFile(database);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  get size(): bigint {
    return this.#tiles.size();
  }

  /** The tree as it stands now; one that was asked for earlier goes on answering for the sizes that it has. */
  get tree(): LogTree {
    if (this.#tree.size !== this.size) this.#tree = new LogTree(this.#tiles);
    return this.#tree;
  }

  /** Appends entries, the last of which stands at `position` in the event store. @throws `transparency.storeMoved` where somebody else has grown the file */
  append(entries: readonly TreeEntry[], position: Position): void {
    const hashes = entries.map(({ leaf }) => leafHash(Buffer.from(leaf)));
    this.#tiles.withEntries({ entries, position }, () => this.#tree.append(hashes));
  }

  /** After an error that leaves open whether an append was committed: goes on from what is there. */
  reread(): void {
    this.#tree = new LogTree(this.#tiles);
  }

  end(): TreeEnd | undefined {
    const index = this.size - 1n;
    const entry = index < 0n ? undefined : this.entry(index);
    const [row] = this.database.all<{ value: string }>("SELECT value FROM tree WHERE name = 'position'");
    return entry && row && { index, entry, position: row.value };
  }

  entry(index: bigint): TreeEntry | undefined {
    return this.database.all<TreeEntry>('SELECT event_id AS eventId, leaf FROM entries WHERE idx = ?', [index])[0];
  }

  /** Up to `count` entries from an index on. */
  entries(from: bigint, count: number): readonly TreeEntry[] {
    const sql = 'SELECT event_id AS eventId, leaf FROM entries WHERE idx >= ? ORDER BY idx LIMIT ?';
    return this.database.all<TreeEntry>(sql, [from, count]);
  }

  indexOf(eventId: string): bigint | undefined {
    const [row] = this.database.all<{ idx: number }>('SELECT idx FROM entries WHERE event_id = ?', [eventId]);
    return row && BigInt(row.idx);
  }

  /** Index of the first event of one of these types in [from, to). */
  firstOfType(types: readonly string[], from: bigint, to: bigint): bigint | undefined {
    // Canonical JSON has the type as its last member: no event needs to be parsed.
    const isOne = types.map(() => 'leaf LIKE ?').join(' OR ') || '0';
    const sql = `SELECT idx FROM entries WHERE idx >= ? AND idx < ? AND (${isOne}) ORDER BY idx LIMIT 1`;
    const [row] = this.database.all<{ idx: number }>(sql, [from, to, ...types.map((type) => `%,"type":"${type}"}`)]);
    return row && BigInt(row.idx);
  }

  /** Forgets everything: the store's log is another one. Readers see a tree of size 0. */
  clear(): void {
    this.database.transaction(() => {
      this.database.exec("DELETE FROM entries; DELETE FROM tiles; DELETE FROM tree; INSERT INTO tree VALUES ('size', '0')");
    });
    this.#tree = new LogTree(this.#tiles);
  }

  close(): void {
    this.database.close();
  }
}

/** Opens a tree to read, nothing where nobody has begun it yet. */
export function treeToRead(path: string): TreeFile | undefined {
  try {
    return TreeFile.openToRead(path);
  } catch (error) {
    if (error instanceof DatabaseError) return undefined;
    throw error;
  }
}
