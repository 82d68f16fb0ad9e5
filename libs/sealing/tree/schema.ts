import { type Database, DatabaseError } from '#libs/sqlite';

/** Raised when the tables change: a tree file of another format is built again. */
const FORMAT = 1;

/** Sizes are text: the driver reads integers exactly only up to 2^53. */
const SCHEMA = `
  CREATE TABLE tree (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE tiles (level INTEGER NOT NULL, idx INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (level, idx)) STRICT;
  CREATE TABLE entries (idx INTEGER PRIMARY KEY, event_id TEXT NOT NULL UNIQUE, leaf TEXT NOT NULL) STRICT;
  INSERT INTO tree VALUES ('size', '0');
  PRAGMA user_version = ${FORMAT};
`;

/** Makes the tables where there are none. @throws DatabaseError where the file has another format or holds something else */
export function prepareTree(database: Database): void {
  database.transaction(() => {
    if (database.all('SELECT 1 FROM sqlite_schema LIMIT 1').length === 0) database.exec(SCHEMA);
  });
  assertTree(database);
}

/** @throws DatabaseError */
export function assertTree(database: Database): void {
  const format = database.all<{ user_version: number }>('PRAGMA user_version')[0]?.user_version;
  if (format !== FORMAT) throw new DatabaseError(`${database.path} is no tree file of format ${FORMAT}`, 'SQLITE_NOTADB');
}
