import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { EventStore } from '#libs/event-store';
import { type Database, openDatabase } from '#libs/sqlite';
import type { LogEntry } from '../events.js';
import { followLog } from '../log/follow-log.js';
import type { LogPoint } from '../log/log-point.js';
import type { Projection } from '../projection.js';
import type { EventRegistry } from '../registry/event-registry.js';
import { logProjection } from './log-projection.js';
import { ReadFile } from './read-file.js';
import { readFilesIn, versionOf } from './read-folder.js';

/** What came of comparing a node's serving read file with one that was built anew from the log. */
export type ReadsComparison =
  /** `none`: the folder has no complete file of this version of the program. */
  | { readonly state: 'none' }
  | { readonly state: 'same'; readonly file: string; readonly index: number; readonly tables: number }
  /** The file shows more of a log than there is. */
  | { readonly state: 'ahead'; readonly file: string; readonly index: number; readonly reached: number }
  /** The log can't be read up to the file's point. */
  | { readonly state: 'unreadable'; readonly file: string; readonly reason: string }
  /** The first table that differs: the key of a row that only one of the two has so, and which. */
  | {
      readonly state: 'differs';
      readonly file: string;
      readonly index: number;
      readonly table: string;
      readonly row: string;
      readonly only: 'served' | 'rebuilt';
    };

export interface CompareReadsOptions {
  /** A node's folder of read files. Nothing in it is changed, and the node may be serving. */
  readonly folder: string;
  readonly store: EventStore;
  readonly registry: EventRegistry;
  readonly projections: readonly Projection[];
  readonly progress?: (entries: number) => void;
  readonly signal?: AbortSignal;
}

/** Builds the read models once more in a folder that is gone afterwards, up to where the serving file stands, and compares table by table. */
export async function compareReads({ folder, projections, ...options }: CompareReadsOptions): Promise<ReadsComparison> {
  const all = [logProjection, ...projections];
  const scratch = mkdtempSync(join(tmpdir(), 'parkledger-reads-'));
  const rebuilt = new ReadFile(join(scratch, 'reads.db'), all);
  try {
    for (const { path } of readFilesIn(folder, versionOf(all))) {
      const compared = await compareFile(path, rebuilt, options);
      if (compared) return compared;
    }
    return { state: 'none' };
  } finally {
    rebuilt.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** undefined: the file is not complete. */
async function compareFile(
  path: string,
  rebuilt: ReadFile,
  options: Omit<CompareReadsOptions, 'folder' | 'projections'>,
): Promise<ReadsComparison | undefined> {
  const served = openDatabase(path, { synchronous: 'NORMAL', readonly: true });
  const file = basename(path);
  try {
    served.all('ATTACH DATABASE ? AS rebuilt', [rebuilt.path]);
    // One snapshot of the serving file for its point and its tables, however far the node goes on meanwhile.
    served.exec('BEGIN');
    const point = pointOf(served);
    if (!point) return undefined;
    const filled = await fill(rebuilt, point.index, options);
    if (filled.failure !== undefined) return { state: 'unreadable', file, reason: filled.failure };
    if (filled.reached < point.index) return { state: 'ahead', file, index: point.index, reached: filled.reached };
    return { file, index: point.index, ...compareTables(served) };
  } finally {
    served.close();
  }
}

function pointOf(served: Database): LogPoint | undefined {
  const value = (name: string): string | undefined =>
    served.all<{ value: string }>('SELECT value FROM read_file WHERE name = ?', [name])[0]?.value;
  const point = value('point');
  return point === undefined || value('complete') === undefined ? undefined : (JSON.parse(point) as LogPoint);
}

async function fill(
  rebuilt: ReadFile,
  upTo: number,
  { store, registry, progress, signal }: Omit<CompareReadsOptions, 'folder' | 'projections'>,
): Promise<{ readonly reached: number; readonly failure?: string }> {
  const stop = new AbortController();
  signal?.addEventListener('abort', () => stop.abort(signal.reason));
  const apply = (entries: readonly LogEntry[], head: boolean): void => {
    const wanted = entries.filter(({ index }) => index <= upTo);
    for (let start = 0; start < wanted.length;) start = rebuilt.applySlice(wanted, start, () => false);
    const reached = rebuilt.point?.index ?? -1;
    progress?.(reached + 1);
    if (head || reached >= upTo) stop.abort();
  };
  const follower = followLog({ store, registry, apply, signal: stop.signal });
  await follower.done;
  signal?.throwIfAborted();
  const { state, error } = follower.status;
  return { reached: rebuilt.point?.index ?? -1, ...(state === 'stopped' ? { failure: error ?? 'stopped' } : {}) };
}

type Compared =
  | { readonly state: 'same'; readonly tables: number }
  | { readonly state: 'differs'; readonly table: string; readonly row: string; readonly only: 'served' | 'rebuilt' };

function compareTables(database: Database): Compared {
  const tables = database.all<{ name: string }>(
    `SELECT name FROM rebuilt.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'read_file' ORDER BY name`,
  );
  for (const { name } of tables) {
    for (const [only, one, other] of [
      ['served', 'main', 'rebuilt'],
      ['rebuilt', 'rebuilt', 'main'],
    ] as const) {
      const [row] = database.all(`SELECT * FROM ${one}."${name}" EXCEPT SELECT * FROM ${other}."${name}" LIMIT 1`);
      if (row) return { state: 'differs', table: name, row: keyOf(database, name, row), only };
    }
  }
  return { state: 'same', tables: tables.length };
}

/** What names a row without saying what it says: its primary key, or where it has none its first column. */
function keyOf(database: Database, table: string, row: Readonly<Record<string, unknown>>): string {
  const columns = database.all<{ name: string; pk: number }>(`PRAGMA rebuilt.table_info("${table}")`);
  const keys = columns.filter(({ pk }) => pk > 0);
  return (keys.length > 0 ? keys : columns.slice(0, 1)).map(({ name }) => `${name}=${String(row[name])}`).join(' ');
}
