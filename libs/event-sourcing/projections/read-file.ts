import { existsSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { killPoint } from '#libs/event-store';
import { assertSound, type Database, openDatabase, type SqlValue } from '#libs/sqlite';
import type { LogEntry } from '../events.js';
import type { LastKnown } from '../log/belongs.js';
import { PoisonEntryError } from '../log/follow-log.js';
import type { LogPoint } from '../log/log-point.js';
import type { Projection, ReadDb } from '../projection.js';

/** Durability is not needed: what a power cut takes is filled again from the log. */
const SYNCHRONOUS = 'NORMAL';

/** How many entries go by between two looks at the clock. */
const LOOK_EVERY = 16;

/** One read file: all projections' tables and the point of the log that they stand at, which moves in the same transaction. */
export class ReadFile {
  readonly #writer: Database;
  readonly #reader: Database;
  readonly #writing: ReadDb;
  readonly #reading: Pick<ReadDb, 'all'>;
  #point: LogPoint | undefined;

  constructor(
    readonly path: string,
    private readonly projections: readonly Projection[],
  ) {
    this.#writer = openDatabase(path, { synchronous: SYNCHRONOUS });
    this.#writing = writing(this.#writer);
    try {
      assertSound(this.#writer);
      this.#create();
      this.#point = this.#savedPoint();
      // Queries have a connection that can't write: nothing but a projection fills a read model.
      this.#reader = openDatabase(path, { synchronous: SYNCHRONOUS, readonly: true });
    } catch (error) {
      this.#writer.close();
      throw error;
    }
    this.#reading = writing(this.#reader);
  }

  get name(): string {
    return basename(this.path);
  }

  get point(): LogPoint | undefined {
    return this.#point;
  }

  /** Whether its building came to an end: only then may it serve. */
  get complete(): boolean {
    return this.#writer.all("SELECT 1 FROM read_file WHERE name = 'complete'").length > 0;
  }

  markComplete(): void {
    this.#writer.run("INSERT OR REPLACE INTO read_file (name, value) VALUES ('complete', 'yes')");
  }

  /** To tell whether the store's log is still the one that filled the file. */
  lastEvent(): LastKnown | undefined {
    const rows = this.#writer.all<{ event_id: string; position: string }>(
      'SELECT event_id, position FROM event_log ORDER BY idx DESC LIMIT 2',
    );
    return rows[0] && { eventId: rows[0].event_id, positionBefore: rows[1]?.position ?? null };
  }

  /** Asks; must be synchronous, so that no entry is applied in between. */
  read<T>(ask: (db: Pick<ReadDb, 'all'>) => T): T {
    return ask(this.#reading);
  }

  /**
   * Applies entries from `start` on in one transaction, until `isOver` says that the slice is long enough. Returns where the next slice starts.
   * @throws PoisonEntryError; what stands before it has been applied.
   */
  applySlice(entries: readonly LogEntry[], start: number, isOver: () => boolean): number {
    let next = start;
    let applying = false;
    try {
      this.#writer.transaction(() => {
        while (next < entries.length && !(next > start && (next - start) % LOOK_EVERY === 0 && isOver())) {
          applying = true;
          this.#applyOne(entries[next] as LogEntry);
          applying = false;
          next++;
        }
        this.#save(entries[next - 1] as LogEntry);
      });
    } catch (error) {
      // A full disk, not a bad entry.
      if (!applying) throw error;
      const poison = entries[next] as LogEntry;
      if (next > start) this.applySlice(entries.slice(start, next), 0, () => false);
      throw new PoisonEntryError(poison.index, error);
    }
    this.#point = pointOf(entries[next - 1] as LogEntry);
    return next;
  }

  close(): void {
    this.#reader.close();
    this.#writer.close();
  }

  /** Closes it and deletes it from the disk. */
  dispose(): void {
    this.close();
    removeReadFile(this.path);
  }

  #create(): void {
    if (this.#writer.all("SELECT 1 FROM sqlite_master WHERE name = 'read_file'").length > 0) return;
    this.#writer.transaction(() => {
      this.#writer.exec('CREATE TABLE read_file (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID');
      for (const projection of this.projections) this.#writer.exec(projection.schema);
    });
  }

  #savedPoint(): LogPoint | undefined {
    const [row] = this.#writer.all<{ value: string }>("SELECT value FROM read_file WHERE name = 'point'");
    return row && (JSON.parse(row.value) as LogPoint);
  }

  #applyOne(entry: LogEntry): void {
    for (const projection of this.projections) projection.apply(this.#writing, entry);
  }

  #save(last: LogEntry): void {
    killPoint('before-position-saved');
    this.#writer.run("INSERT OR REPLACE INTO read_file (name, value) VALUES ('point', ?)", [JSON.stringify(pointOf(last))]);
  }
}

/** Deletes a read file and what belongs to it. */
export function removeReadFile(path: string): void {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(file)) rmSync(file);
}

function pointOf({ index, effectiveAt, event }: LogEntry): LogPoint {
  return { position: event.position, index, effectiveAt };
}

function writing(database: Database): ReadDb {
  return {
    all: <Row>(sql: string, ...params: readonly SqlValue[]) => database.all(sql, params) as Row[],
    run: (sql: string, ...params: readonly SqlValue[]) => void database.run(sql, params),
  };
}
