import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import Libsql from 'libsql';
import { LRUCache } from 'lru-cache';
import { codeOf, isBusyCode } from './driver-errors.js';
import { DatabaseBusyError, DatabaseError, DatabaseSettingError } from './errors.js';
import type { Database, OpenOptions, SqlValue, Synchronous, TransactionMode } from './port.js';

/** The level that `PRAGMA synchronous` reads back. */
const LEVEL: Readonly<Record<Synchronous, number>> = { NORMAL: 1, FULL: 2 };
/** More than the house has statements; text built by callers (lists of placeholders) can't grow it without end. */
const CACHED_STATEMENTS = 500;

type Statement = Libsql.Statement;

/**
 * Opens a SQLite file in WAL mode with the wanted `synchronous` and foreign keys, and reads the settings back: a reopened WAL file would run
 * `synchronous=NORMAL` silently.
 * @throws DatabaseError where the file can't be opened or is no database, DatabaseSettingError where a setting does not hold, DatabaseBusyError.
 */
export function openDatabase(path: string, options: OpenOptions): Database {
  const readonly = options.readonly ?? options.immutable ?? false;
  // libsql 0.5 ignores `readonly` and would make the file: both are held here.
  if (readonly && !existsSync(path)) throw new DatabaseError(`${path}: no such file`, 'SQLITE_CANTOPEN');
  const name = options.immutable ? `${pathToFileURL(path).href}?immutable=1` : path;
  const connection = attempt(path, () => new Libsql(name, { timeout: options.timeoutMs ?? 0 }));
  const database = new LibsqlDatabase(path, connection, readonly);
  try {
    configure(database, options);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

function configure(database: Database, options: OpenOptions): void {
  const readonly = options.readonly ?? options.immutable;
  if (!readonly) database.all('PRAGMA journal_mode = WAL');
  database.exec(`PRAGMA synchronous = ${options.synchronous}; PRAGMA foreign_keys = ON;`);
  if (!options.immutable) assertSetting(database, 'journal_mode', 'wal');
  assertSetting(database, 'synchronous', String(LEVEL[options.synchronous]));
  assertSetting(database, 'foreign_keys', '1');
  if (readonly) {
    database.exec('PRAGMA query_only = ON');
    assertSetting(database, 'query_only', '1');
  }
}

function assertSetting(database: Database, setting: string, wanted: string): void {
  const [row] = database.all(`PRAGMA ${setting}`);
  const actual = String(row?.[setting]);
  if (actual !== wanted) throw new DatabaseSettingError(database.path, setting, wanted, actual);
}

class LibsqlDatabase implements Database {
  readonly #statements = new LRUCache<string, Statement>({ max: CACHED_STATEMENTS });
  #open = true;

  constructor(
    readonly path: string,
    private readonly connection: Libsql.Database,
    private readonly readonly: boolean,
  ) {}

  get inTransaction(): boolean {
    return this.connection.inTransaction;
  }

  all<Row extends object>(sql: string, params: readonly SqlValue[] = []): Row[] {
    return attempt(this.path, () => this.#prepare(sql).all(params.map(bound)) as Row[]);
  }

  bytes(sql: string, params: readonly SqlValue[] = []): Uint8Array | undefined {
    const [row] = this.all<Record<string, ArrayBuffer>>(sql, params);
    const value = row && Object.values(row)[0];
    return value && new Uint8Array(value);
  }

  run(sql: string, params: readonly SqlValue[] = []): { readonly changes: number } {
    return attempt(this.path, () => ({ changes: this.#prepare(sql).run(params.map(bound)).changes }));
  }

  exec(sql: string): void {
    attempt(this.path, () => {
      this.#assertOpen();
      this.connection.exec(sql);
    });
  }

  transaction<T>(work: () => T, mode: TransactionMode = 'immediate'): T {
    this.exec(mode === 'immediate' ? 'BEGIN IMMEDIATE' : 'BEGIN DEFERRED');
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      this.#rollback();
      throw error;
    }
  }

  savepoint<T>(work: () => T): T {
    this.exec('SAVEPOINT work');
    try {
      const result = work();
      this.exec('RELEASE work');
      return result;
    } catch (error) {
      // A full disk or an I/O error has ended the whole transaction already.
      if (this.inTransaction) this.exec('ROLLBACK TO work; RELEASE work');
      throw error;
    }
  }

  close(): void {
    if (!this.#open) return;
    this.#rollback();
    // The driver lets go of the file only once its statements are collected: fold the log into the file now, so that the file alone is whole.
    if (!this.readonly) this.#checkpoint();
    this.#statements.clear();
    this.#open = false;
    this.connection.close();
  }

  #checkpoint(): void {
    try {
      this.all('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // Somebody else reads, or the file was never a database: the log is folded in on the next opening.
    }
  }

  #rollback(): void {
    if (this.inTransaction) this.exec('ROLLBACK');
  }

  #prepare(sql: string): Statement {
    this.#assertOpen();
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.connection.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** libsql runs statements of a closed connection without a word. */
  #assertOpen(): void {
    if (!this.#open) throw new DatabaseError(`${this.path}: the connection is closed`, 'SQLITE_MISUSE');
  }
}

/** libsql binds every number as a real, which a TEXT column would keep as `3.0`; a bigint is bound as an integer. */
function bound(value: SqlValue): SqlValue {
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value;
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw translated(path, error);
  }
}

/** The driver throws its own SqliteError, and plain errors of the native part, which need not be of this realm: told by shape, not by class. */
function translated(path: string, error: unknown): unknown {
  if (error instanceof DatabaseError || error instanceof TypeError) return error;
  if (typeof error !== 'object' || error === null || !('message' in error)) return error;
  const code = codeOf(error);
  const message = `${path}: ${String(error.message)}`;
  return isBusyCode(code) ? new DatabaseBusyError(message, { cause: error }) : new DatabaseError(message, code, { cause: error });
}
