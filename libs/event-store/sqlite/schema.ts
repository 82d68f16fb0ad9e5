import type { Database } from '#libs/sqlite';
import { StoreFormatError } from '../errors.js';

/** `PLev`: marks a file as a ParkLedger event store (SQLite's application_id). */
const APPLICATION_ID = 0x504c6576;
/** Raised when the tables change in a way that an older program can't read. */
const FORMAT = 1;

/** What belongs to the log: isLogStream in SQL. Queries must say it word for word, or the partial index is not used. */
export const IN_LOG = `stream <> 'checkpoint' AND substr(stream, 1, 1) <> '$'`;

/**
 * One table: an event's place in its stream and in the log can't disagree. Positions are given by the one writer inside its transaction, so that their order
 * is the order of commits and no reader ever sees a gap that is filled later.
 */
const SCHEMA = `
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream   TEXT    NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 0),
    id       TEXT    NOT NULL UNIQUE,
    type     TEXT    NOT NULL,
    data     TEXT    NOT NULL,
    metadata TEXT    NOT NULL,
    UNIQUE (stream, revision)
  ) STRICT;
  CREATE INDEX log_order ON events (position) WHERE ${IN_LOG};
  CREATE TRIGGER events_never_change BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'an event never changes'); END;
  CREATE TRIGGER events_never_go BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${FORMAT};
`;

/**
 * Makes the tables in a new file, or makes sure that the file is an event store of this format.
 * @throws StoreFormatError: the file is left as it is.
 */
export function prepareSchema(database: Database): void {
  database.transaction(() => {
    if (isBlank(database)) database.exec(SCHEMA);
    assertFormat(database);
  });
}

function isBlank(database: Database): boolean {
  return database.all('SELECT 1 FROM sqlite_schema LIMIT 1').length === 0 && pragma(database, 'application_id') === 0;
}

/** Makes sure that a file that is only read is an event store of this format. @throws StoreFormatError */
export function assertFormat(database: Database): void {
  if (pragma(database, 'application_id') !== APPLICATION_ID)
    throw new StoreFormatError(`${database.path} holds something else than events`);
  const format = pragma(database, 'user_version');
  if (format !== FORMAT) {
    throw new StoreFormatError(`${database.path} has format ${format} of the event store; this program knows format ${FORMAT}`);
  }
}

function pragma(database: Database, name: string): number | undefined {
  return database.all<Record<string, number>>(`PRAGMA ${name}`)[0]?.[name];
}
