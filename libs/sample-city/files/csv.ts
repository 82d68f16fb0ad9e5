import { parse } from 'csv-parse/sync';

/** Writes UTF-8 CSV (RFC 4180, lines ended by LF): a cell is quoted only where it must be. */
export function writeCsv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return [header, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

/** A row of a file with its number, as a spreadsheet counts: the header is row 1. */
export interface Row {
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** Reads a CSV file by its header. */
export function readCsvRows(content: string): readonly Row[] {
  const [header, ...rows] = parse(content, { relax_column_count: true }) as [string[], ...string[][]];
  return rows.map((cells, i) => ({ row: i + 2, cells: Object.fromEntries(header.map((name, k) => [name, cells[k] ?? ''])) }));
}
