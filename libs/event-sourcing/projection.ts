import type { LogEntry } from './events.js';

/** Statements inside a projection's transaction. Parameters are positional. */
export interface ReadDb {
  all<Row = Record<string, unknown>>(sql: string, ...params: readonly (string | number | null)[]): Row[];
  run(sql: string, ...params: readonly (string | number | null)[]): void;
}

/**
 * A read model: tables in the node's read file, filled from the log alone. Rows of lists are valid [valid_from, valid_to) by log index, so that any
 * list can be read as of any index (`putRow`, `endRow`). Applied one entry at a time, position in the same transaction.
 */
export interface Projection {
  readonly name: string;
  /** Raised whenever the tables or apply change: the read file is rebuilt. */
  readonly version: number;
  /** CREATE TABLE / CREATE INDEX statements. */
  readonly schema: string;
  apply(db: ReadDb, entry: LogEntry): void;
}
