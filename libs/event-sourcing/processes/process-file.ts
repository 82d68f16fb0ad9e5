import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type EventStore, killPoint } from '#libs/event-store';
import { assertSound, type Database, isDamage, openDatabase } from '#libs/sqlite';
import { type LastKnown, stillHolds } from '../log/belongs.js';
import type { LogPoint } from '../log/log-point.js';

/** What a process knows at a point of the log. */
export interface SavedProcess<State> {
  readonly point: LogPoint;
  readonly last: LastKnown;
  readonly state: State;
}

/**
 * The file of one process: its point of the log, its state there, and the ids of all commands whose outcome stands in the log up to there. It only saves time: without
 * it the process folds the log from the beginning. Ids are kept for good: whether a command was sent before must not depend on when somebody looked.
 */
export class ProcessFile<State> {
  readonly #database: Database;

  constructor(
    folder: string,
    name: string,
    private readonly version: number,
  ) {
    mkdirSync(folder, { recursive: true });
    this.#database = openSound(join(folder, `${name}.db`));
  }

  /** What was saved by this version of the process and still belongs to the store's log; anything else is thrown away. */
  async load(store: EventStore): Promise<{ saved: SavedProcess<State> | undefined; struckOut: Set<string> }> {
    const [row] = this.#database.all<{ version: number; content: string }>('SELECT version, content FROM saved');
    const saved = row?.version === this.version ? (JSON.parse(row.content) as SavedProcess<State>) : undefined;
    if (saved === undefined || !(await stillHolds(store, saved.last))) {
      this.#database.transaction(() => this.#database.exec('DELETE FROM saved; DELETE FROM struck_out;'));
      return { saved: undefined, struckOut: new Set() };
    }
    const ids = this.#database.all<{ command_id: string }>('SELECT command_id FROM struck_out');
    return { saved, struckOut: new Set(ids.map((id) => id.command_id)) };
  }

  /** Saves all in one transaction. `struckOut`: the ids that are new. */
  save(saved: SavedProcess<State>, struckOut: Iterable<string>): void {
    killPoint('before-position-saved');
    this.#database.transaction(() => {
      for (const id of struckOut) this.#database.run('INSERT OR IGNORE INTO struck_out (command_id) VALUES (?)', [id]);
      this.#database.run('DELETE FROM saved');
      this.#database.run('INSERT INTO saved (version, content) VALUES (?, ?)', [this.version, JSON.stringify(saved)]);
    });
  }

  close(): void {
    this.#database.close();
  }
}

/** A damaged file is no loss: it is filled again from the log. */
function openSound(path: string): Database {
  try {
    return openWhole(path);
  } catch (error) {
    if (!isDamage(error)) throw error;
    for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true });
    return openWhole(path);
  }
}

function openWhole(path: string): Database {
  const database = openDatabase(path, { synchronous: 'NORMAL' });
  try {
    assertSound(database);
    database.exec(`
      CREATE TABLE IF NOT EXISTS saved (version INTEGER NOT NULL, content TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS struck_out (command_id TEXT PRIMARY KEY) WITHOUT ROWID;`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
