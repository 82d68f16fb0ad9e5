import { parse } from 'csv-parse/sync';
import { inWords } from '#libs/kernel';
import { evidenceErrors } from '../errors.js';

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
    const what = (code === undefined ? undefined : parserWords[code]) ?? '格式错误';
    throw evidenceErrors.error('evidence.notReadable', { name, reason: inWords(code ?? null, `第 ${lines ?? '?'} 行附近${what}`) });
  }
}

/** What the parser finds wrong, by its codes. */
const parserWords: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: '的引号没有成对',
  CSV_INVALID_CLOSING_QUOTE: '的引号之后还有字符',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: '的引号之后还有字符',
  INVALID_OPENING_QUOTE: '的引号不在单元格开头',
  CSV_MAX_RECORD_SIZE: '的一行过长',
};

function isBlank(row: readonly string[] | undefined): boolean {
  return row === undefined || row.every((cell) => cell.trim() === '');
}
