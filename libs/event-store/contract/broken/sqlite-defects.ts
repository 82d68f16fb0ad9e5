import { type Database, type OpenOptions, type SqlValue, openDatabase } from '#libs/sqlite';

/** SQLite's own wait for a lock: a busy BEGIN stops the whole event loop. */
export function waitingInsideTheDriver(path: string, options: OpenOptions): Database {
  return openDatabase(path, { ...options, timeoutMs: 400 });
}

/** No index serves the order of the log: each page goes through the whole table. The unary plus keeps SQLite from the key, as if there were none. */
export function withoutIndexOnPosition(path: string, options: OpenOptions): Database {
  const database = openDatabase(path, options);
  const unindexed = (sql: string): string =>
    sql
      .replace('INDEXED BY log_order WHERE position > ?', 'NOT INDEXED WHERE +position > ?')
      .replace('ORDER BY position LIMIT', 'ORDER BY +position LIMIT');
  return {
    path: database.path,
    get inTransaction() {
      return database.inTransaction;
    },
    all: <Row extends object>(sql: string, params?: readonly SqlValue[]) => database.all<Row>(unindexed(sql), params),
    bytes: (sql, params) => database.bytes(sql, params),
    run: (sql, params) => database.run(sql, params),
    exec: (sql) => database.exec(sql),
    transaction: (work, mode) => database.transaction(work, mode),
    savepoint: (work) => database.savepoint(work),
    close: () => database.close(),
  };
}
