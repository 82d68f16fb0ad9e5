import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, DatabaseBusyError, DatabaseError, DatabaseSettingError, openDatabase } from '#libs/sqlite';

describe('A SQLite file behind the driver port', () => {
  let folder: string;
  let path: string;
  const opened: Database[] = [];
  const open = (options: Partial<Parameters<typeof openDatabase>[1]> = {}, at = path): Database => {
    const database = openDatabase(at, { synchronous: 'FULL', ...options });
    opened.push(database);
    return database;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parkledger-sqlite-'));
    path = join(folder, 'data.db');
  });
  afterEach(() => {
    for (const database of opened.splice(0)) database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['FULL', 2],
    ['NORMAL', 1],
  ] as const)('runs synchronous=%s on the first opening and on each later one', (synchronous, level) => {
    for (let opening = 0; opening < 2; opening++) {
      const database = open({ synchronous });
      expect(database.all('PRAGMA synchronous')).toEqual([{ synchronous: level }]);
      expect(database.all('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
      expect(database.all('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
      database.close();
    }
  });

  it('refuses a database that can’t keep a write-ahead log', () => {
    expect(() => open({}, ':memory:')).toThrow(DatabaseSettingError);
  });

  it('keeps whole numbers whole in columns of any type', () => {
    const database = open();
    database.exec('CREATE TABLE t (a TEXT, b INTEGER, c)');
    database.run('INSERT INTO t VALUES (?, ?, ?)', [3, 9_007_199_254_740_991, null]);
    expect(database.all('SELECT a, b, typeof(b) AS kind, c FROM t WHERE b = ?', [9_007_199_254_740_991])).toEqual([
      { a: '3', b: 9_007_199_254_740_991, kind: 'integer', c: null },
    ]);
  });

  it('keeps bytes, and gives those of the first row', () => {
    const database = open();
    database.exec('CREATE TABLE t (n INTEGER, b BLOB)');
    const bytes = Uint8Array.from({ length: 256 }, (_, n) => n);
    database.run('INSERT INTO t VALUES (1, ?)', [bytes.subarray(1)]);
    expect(database.bytes('SELECT b FROM t WHERE n = 1')).toEqual(bytes.slice(1));
    expect(database.bytes('SELECT b FROM t WHERE n = 2')).toBeUndefined();
  });

  it('says how many rows a statement changed', () => {
    const database = open();
    database.exec('CREATE TABLE t (a)');
    expect(database.run('INSERT INTO t VALUES (1), (2), (3)').changes).toBe(3);
    expect(database.run('DELETE FROM t WHERE a > ?', [1]).changes).toBe(2);
  });

  it('undoes a transaction whose work throws, and lets the error through', () => {
    const database = open();
    database.exec('CREATE TABLE t (a)');
    const failure = new Error('no');
    expect(() =>
      database.transaction(() => {
        database.run('INSERT INTO t VALUES (1)');
        throw failure;
      }),
    ).toThrow(failure);
    expect(database.inTransaction).toBe(false);
    expect(database.transaction(() => database.all('SELECT * FROM t'), 'deferred')).toEqual([]);
  });

  it('undoes only the failed part of a transaction at a savepoint', () => {
    const database = open();
    database.exec('CREATE TABLE t (a UNIQUE)');
    database.transaction(() => {
      database.run('INSERT INTO t VALUES (1)');
      expect(() =>
        database.savepoint(() => {
          database.run('INSERT INTO t VALUES (2)');
          database.run('INSERT INTO t VALUES (1)');
        }),
      ).toThrow(expect.objectContaining({ code: 'SQLITE_CONSTRAINT_UNIQUE' }));
      database.savepoint(() => database.run('INSERT INTO t VALUES (3)'));
    });
    expect(database.all('SELECT a FROM t ORDER BY a')).toEqual([{ a: 1 }, { a: 3 }]);
  });

  it('says at once that another connection writes, and can be tried again', () => {
    const [first, second] = [open(), open()];
    first.exec('CREATE TABLE t (a); BEGIN IMMEDIATE');
    expect(() => second.transaction(() => undefined)).toThrow(DatabaseBusyError);
    first.exec('COMMIT');
    second.transaction(() => second.run('INSERT INTO t VALUES (1)'));
    expect(first.all('SELECT * FROM t')).toHaveLength(1);
  });

  it('opened for reading refuses every write and never makes a file', () => {
    expect(() => open({ readonly: true })).toThrow(DatabaseError);
    expect(existsSync(path)).toBe(false);
    open().exec('CREATE TABLE t (a)');
    const reader = open({ readonly: true });
    expect(reader.all('SELECT * FROM t')).toEqual([]);
    expect(() => reader.run('INSERT INTO t VALUES (1)')).toThrow(expect.objectContaining({ code: 'SQLITE_READONLY' }));
  });

  it('opened as finished is read without anything beside it, wherever it lies and whatever it is called', () => {
    const writer = open();
    writer.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1)');
    writer.close();
    const shelf = join(folder, 'shelf 100% 备份 #1?');
    mkdirSync(shelf);
    copyFileSync(path, join(shelf, 'data.db'));
    const finished = open({ immutable: true }, join(shelf, 'data.db'));
    expect(finished.all('SELECT a FROM t')).toEqual([{ a: 1 }]);
    expect(() => finished.run('INSERT INTO t VALUES (2)')).toThrow(expect.objectContaining({ code: 'SQLITE_READONLY' }));
    finished.close();
    expect(readdirSync(shelf)).toEqual(['data.db']);
    expect(() => open({ immutable: true }, join(shelf, 'other.db'))).toThrow(DatabaseError);
  });

  it('after close answers nothing, and the file alone holds everything', () => {
    const database = open();
    database.exec('CREATE TABLE t (a); BEGIN IMMEDIATE');
    database.run('INSERT INTO t VALUES (1)');
    database.exec('COMMIT; BEGIN IMMEDIATE');
    database.run('INSERT INTO t VALUES (2)');
    database.close();
    database.close();
    expect(() => database.all('SELECT * FROM t')).toThrow(DatabaseError);
    expect(() => database.exec('SELECT 1')).toThrow(DatabaseError);
    rmSync(`${path}-wal`, { force: true });
    rmSync(`${path}-shm`, { force: true });
    expect(open().all('SELECT a FROM t')).toEqual([{ a: 1 }]);
  });

  it('says that a file is no database, and that a folder is missing', () => {
    writeFileSync(path, 'an old note, not a database. '.repeat(100));
    expect(() => open()).toThrow(expect.objectContaining({ name: 'DatabaseError', code: 'SQLITE_NOTADB' }));
    expect(() => open({}, join(folder, 'none', 'data.db'))).toThrow(expect.objectContaining({ code: 'SQLITE_CANTOPEN' }));
  });
});
