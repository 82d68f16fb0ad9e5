import path from 'node:path';
import { type Database, openDatabase } from '#libs/sqlite';
import type { FullLine } from '#libs/verification';

interface Row {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
}

/** Opens the file as somebody with an editor for SQLite does, who takes the guards away and puts them back. */
export function editStore(folder: string, work: (database: Database) => void): void {
  const database = openDatabase(path.join(folder, 'ledger.db'), { synchronous: 'NORMAL' });
  try {
    const guards = database.all<{ name: string; sql: string }>(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`);
    for (const { name } of guards) database.exec(`DROP TRIGGER ${name}`);
    database.transaction(() => work(database));
    for (const { sql } of guards) database.exec(sql);
  } finally {
    database.close();
  }
}

/** Makes the log in a file what these lines say: edited rows in their places, otherwise all of it anew; signed heads stay behind. */
export function writeLines(folder: string, lines: readonly FullLine[]): void {
  editStore(folder, (database) => {
    const rows = database.all<Row>(`SELECT position, stream, revision FROM events WHERE stream <> 'checkpoint' ORDER BY position`);
    const inPlace =
      rows.length === lines.length &&
      rows.every(({ stream, revision }, n) => lines[n]?.stream === stream && lines[n]?.revision === revision);
    if (inPlace) {
      for (const [n, { position }] of rows.entries()) {
        const { id, type, data, metadata } = lines[n] as FullLine;
        database.run('UPDATE events SET id = ?, type = ?, data = ?, metadata = ? WHERE position = ?', [id, type, data, metadata, position]);
      }
      return;
    }
    const behind = lines.length + rows.length;
    database.exec(
      `UPDATE events SET position = position + ${behind} WHERE stream = 'checkpoint'; DELETE FROM events WHERE stream <> 'checkpoint'`,
    );
    for (const [n, { stream, revision, id, type, data, metadata }] of lines.entries()) {
      const row = [n + 1, stream, revision, id, type, data, metadata];
      database.run('INSERT INTO events (position, stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?, ?)', row);
    }
  });
}

/** Exchanges the note of the last signed head. */
export function writeLastNote(folder: string, note: string): void {
  editStore(folder, (database) => {
    const sql = `UPDATE events SET data = ? WHERE position = (SELECT position FROM events WHERE stream = 'checkpoint' ORDER BY revision DESC LIMIT 1)`;
    database.run(sql, [JSON.stringify({ note })]);
  });
}
