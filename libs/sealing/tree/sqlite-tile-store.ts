import type { Position } from '#libs/event-store';
import type { Database } from '#libs/sqlite';
import { transparencyErrors, type TileStore, type TreeGrowth } from '#libs/transparency';

/** What stands beside the tiles for each leaf: whose it is, and its data. */
export interface TreeEntry {
  readonly eventId: string;
  /** Leaf data as text (libs/kernel/leaf.ts). */
  readonly leaf: string;
}

/** Entries that the next commit writes with its tiles. */
interface Staged {
  readonly entries: readonly TreeEntry[];
  /** Of the last entry in the event store. */
  readonly position: Position;
}

const SQL = {
  size: "SELECT value FROM tree WHERE name = 'size'",
  setValue: 'INSERT OR REPLACE INTO tree (name, value) VALUES (?, ?)',
  tile: 'SELECT bytes FROM tiles WHERE level = ? AND idx = ?',
  setTile: 'INSERT OR REPLACE INTO tiles (level, idx, bytes) VALUES (?, ?, ?)',
  setEntry: 'INSERT INTO entries (idx, event_id, leaf) VALUES (?, ?, ?)',
} as const;

/** Tiles in a SQLite file; a commit takes what was staged with it in the same transaction. */
export class SqliteTileStore implements TileStore {
  #staged: Staged | undefined;

  constructor(private readonly database: Database) {}

  size(): bigint {
    return BigInt(this.database.all<{ value: string }>(SQL.size)[0]?.value ?? '0');
  }

  read(level: number, index: bigint): Uint8Array | undefined {
    return this.database.bytes(SQL.tile, [level, index]);
  }

  /** Does the work, whose commit takes the entries along. */
  withEntries(staged: Staged, work: () => void): void {
    this.#staged = staged;
    try {
      work();
    } finally {
      this.#staged = undefined;
    }
  }

  commit({ from, to, tiles }: TreeGrowth): void {
    this.database.transaction(() => {
      const actual = this.size();
      if (from !== actual) throw transparencyErrors.error('transparency.storeMoved', { expected: String(from), actual: String(actual) });
      for (const { level, index, bytes } of tiles) this.database.run(SQL.setTile, [level, index, bytes]);
      this.#writeEntries(from);
      this.database.run(SQL.setValue, ['size', String(to)]);
    });
  }

  #writeEntries(from: bigint): void {
    if (this.#staged === undefined) return;
    const { entries, position } = this.#staged;
    entries.forEach(({ eventId, leaf }, n) => this.database.run(SQL.setEntry, [from + BigInt(n), eventId, leaf]));
    this.database.run(SQL.setValue, ['position', position]);
  }
}
