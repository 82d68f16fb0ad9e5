import { parse } from 'csv-parse/sync';
import type { LineKind } from '#libs/scheme';
import type { AnyLineFields, DeliveredLine, ParkList } from '../facts/delivery.js';
import { type Column, columnsOf, NAME_COLUMN, NIL, PARK_COLUMN, showsNames } from './columns.js';

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

/** Writes lists of one kind as one file, a line a row; a park with nothing to list has one row that says 无. */
export function writeLists(kind: LineKind, lists: readonly ParkList[], amountHeader?: string): string {
  const columns = columnsOf(kind, amountHeader);
  const named = showsNames(kind);
  const header = [PARK_COLUMN, ...columns.map((column) => column.header)];
  if (named) header.splice(2, 0, NAME_COLUMN);
  const rowOf = (park: string, { line, name }: DeliveredLine): string[] => {
    const cells = [park, ...columns.map((column) => writeCell(column, (line as Record<string, unknown>)[column.field]))];
    if (named) cells.splice(2, 0, name ?? '');
    return cells;
  };
  const rows = lists.flatMap(({ park, lines }) => (lines.length === 0 ? [[park, NIL]] : lines.map((line) => rowOf(park, line))));
  return writeCsv(header, rows);
}

/** A park's list as read from a file: each line with its row. */
export interface ReadList {
  readonly park: string;
  readonly lines: readonly { readonly fields: AnyLineFields; readonly row: number }[];
}

/** Reads a file of lists, by park in the file's order. */
export function readLists(kind: LineKind, content: string, amountHeader?: string): readonly ReadList[] {
  const columns = columnsOf(kind, amountHeader);
  const first = columns[0] as Column;
  const parks = new Map<string, { fields: AnyLineFields; row: number }[]>();
  for (const { row, cells } of readCsvRows(content)) {
    const park = cells[PARK_COLUMN] as string;
    const lines = parks.get(park) ?? [];
    parks.set(park, lines);
    if (cells[first.header] === NIL) continue;
    const fields: Record<string, unknown> = {};
    for (const column of columns) {
      const value = readCell(column, cells[column.header]);
      if (value !== undefined) fields[column.field] = value;
    }
    lines.push({ fields: fields as AnyLineFields, row });
  }
  return [...parks].map(([park, lines]) => ({ park, lines }));
}

function writeCell({ cell, header }: Column, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (cell === 'yesNo') return value === true ? '是' : '否';
  if (typeof cell === 'string') return String(value);
  const word = Object.keys(cell).find((candidate) => cell[candidate] === value);
  if (word === undefined) throw new RangeError(`no word for ${String(value)} in column ${header}`);
  return word;
}

function readCell({ cell, header }: Column, content: string | undefined): unknown {
  if (content === undefined) throw new RangeError(`no column ${header}`);
  switch (cell) {
    case 'text':
      return content;
    case 'yesNo':
      return content === '是';
    case 'textOrNull':
      return content === '' ? null : content;
    case 'optionalText':
      return content === '' ? undefined : content;
    default: {
      const value = cell[content];
      if (value === undefined) throw new RangeError(`column ${header} does not know ${content}`);
      return value;
    }
  }
}
