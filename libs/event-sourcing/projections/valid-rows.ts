import type { ReadDb } from '../projection.js';

type Cell = string | number | null;
type Cells = Readonly<Record<string, Cell>>;
type Columns = Readonly<Record<string, 'TEXT' | 'INTEGER'>>;

/**
 * The statements of a table whose rows are valid [valid_from, valid_to) by log index (valid_to NULL: still valid); of each key at most one row is valid at a time.
 * Names of tables and columns are the program's own words, never input.
 */
export function validRowsTable(table: string, keys: Columns, values: Columns): string {
  const columns = [
    ...Object.entries(keys).map(([name, type]) => `${name} ${type} NOT NULL`),
    ...Object.entries(values).map((c) => c.join(' ')),
  ];
  const key = Object.keys(keys).join(', ');
  return `
    CREATE TABLE ${table} (${columns.join(', ')}, valid_from INTEGER NOT NULL, valid_to INTEGER);
    CREATE UNIQUE INDEX ${table}_current ON ${table} (${key}) WHERE valid_to IS NULL;
    CREATE INDEX ${table}_history ON ${table} (${key}, valid_from);`;
}

/** Condition that a row is valid at a log index. Binds the index twice. */
export const VALID_AT = '(valid_from <= ? AND (valid_to IS NULL OR valid_to > ?))';

/** From this index on the key's row has these values. A row that the same index wrote before is replaced: an index has one state. */
export function putRow(db: ReadDb, table: string, key: Cells, values: Cells, index: number): void {
  endRow(db, table, key, index);
  const row = { ...key, ...values, valid_from: index, valid_to: null };
  const columns = Object.keys(row);
  db.run(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`, ...Object.values(row));
}

/** From this index on the key has no row. */
export function endRow(db: ReadDb, table: string, key: Cells, index: number): void {
  const condition = `${Object.keys(key)
    .map((name) => `${name} = ?`)
    .join(' AND ')} AND valid_to IS NULL`;
  // A row that would have been valid for no index at all was never there.
  db.run(`DELETE FROM ${table} WHERE ${condition} AND valid_from = ?`, ...Object.values(key), index);
  db.run(`UPDATE ${table} SET valid_to = ? WHERE ${condition}`, index, ...Object.values(key));
}

/** The key's row that is valid now; undefined where there is none. */
export function currentRow<Row = Record<string, unknown>>(db: Pick<ReadDb, 'all'>, table: string, key: Cells): Row | undefined {
  const condition = Object.keys(key).map((name) => `${name} = ?`);
  return db.all<Row>(`SELECT * FROM ${table} WHERE ${condition.join(' AND ')} AND valid_to IS NULL`, ...Object.values(key))[0];
}
