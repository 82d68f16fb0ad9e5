import { parse } from 'csv-parse/sync';
import { evidenceErrors } from './errors.js';

/** The one table of a CSV file. Row 1 is the header, so that numbers are those that a spreadsheet shows at its left edge. */
export interface CsvTable {
  readonly header: readonly string[];
  /** All rows, the header first; blank rows inside are kept (they count), those at the end are not. */
  readonly rows: readonly (readonly string[])[];
}

/** Longest record and most rows that are read: a file beyond them is not a list of a park. */
const MAX_RECORD = 256 * 1024;
const MAX_ROWS = 200_000;

/**
 * Reads a UTF-8 CSV file (RFC 4180; a byte order mark is allowed). Malformed UTF-8, open quotes and files without a header are refused
 * with `evidence.notReadable`.
 */
export function readCsv(content: Uint8Array, name: string): CsvTable {
  const rows = parseRows(decodeUtf8(content, name), name);
  let end = rows.length;
  while (end > 0 && isBlank(rows[end - 1])) end--;
  const header = rows[0];
  if (end === 0 || isBlank(header) || header === undefined)
    throw evidenceErrors.error('evidence.notReadable', { name, reason: '没有表头' });
  return { header, rows: rows.slice(0, end) };
}

function decodeUtf8(content: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw evidenceErrors.error('evidence.notReadable', { name, reason: '编码不是 UTF-8' });
  }
}

function parseRows(text: string, name: string): string[][] {
  try {
    return parse(text, { relax_column_count: true, max_record_size: MAX_RECORD, to: MAX_ROWS });
  } catch (error) {
    const { code, lines } = error as { code?: string; lines?: number };
    throw evidenceErrors.error('evidence.notReadable', { name, reason: `第 ${lines ?? '?'} 行附近 ${code ?? '格式错误'}` });
  }
}

function isBlank(row: readonly string[] | undefined): boolean {
  return row === undefined || row.every((cell) => cell.trim() === '');
}
