import { parse } from 'csv-parse/sync';
import { workbookErrors } from '../errors.js';
import type { WorkbookLimits } from '../limits.js';
import type { Sheet, Workbook } from '../workbook.js';
import { Bounds } from './sheets.js';

/** Longest row that is read, in characters: an open quote does not swallow a whole file. */
const MAX_RECORD = 256 * 1024;

/**
 * Reads a CSV file (RFC 4180). UTF-8, with or without a byte order mark; what is not well-formed UTF-8 is tried as GB18030, which holds GBK and GB2312.
 * @throws DomainError `workbook.wrongType`, `workbook.damaged`, `workbook.tooManyCells`
 */
export function parseCsv(content: Uint8Array, name: string, limits: WorkbookLimits): Pick<Workbook, 'encoding' | 'sheets'> {
  const { text, encoding } = decoded(content, name);
  return { encoding, sheets: [{ name, rows: rowsOf(text, name, limits) }] };
}

function decoded(content: Uint8Array, name: string): { readonly text: string; readonly encoding: 'utf-8' | 'gb18030' } {
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(content), encoding };
    } catch {
      // The other one, then.
    }
  }
  throw workbookErrors.error('workbook.wrongType', { name, reason: '文字编码既不是 UTF-8 也不是国标（GB18030）' });
}

function rowsOf(text: string, name: string, limits: WorkbookLimits): Sheet['rows'] {
  const bounds = new Bounds(name, limits);
  const rows: string[][] = [];
  try {
    parse(text, {
      relax_column_count: true,
      max_record_size: MAX_RECORD,
      on_record: (record: string[], { records }) => {
        if (record.length > limits.maxColumns && record.some((cell, at) => at >= limits.maxColumns && cell !== ''))
          throw bounds.refusal(`第 ${records} 行超过 ${limits.maxColumns} 列`);
        record.forEach((cell, column) => {
          if (cell !== '') bounds.check(name, rows.length, column, cell);
        });
        while (record.at(-1) === '') record.pop();
        rows.push(record);
        return null;
      },
    });
  } catch (error) {
    if ((error as Error).name === 'DomainError') throw error;
    const { code, lines } = error as { code?: string; lines?: number };
    const reason = `第 ${lines ?? '?'} 行附近${words[code ?? ''] ?? '格式错误'}`;
    throw workbookErrors.error('workbook.damaged', { name, reason });
  }
  while (rows.at(-1)?.length === 0) rows.pop();
  return rows;
}

/** What the parser finds wrong, by its codes. */
const words: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: '的引号没有成对',
  CSV_INVALID_CLOSING_QUOTE: '的引号之后还有字符',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: '的引号之后还有字符',
  INVALID_OPENING_QUOTE: '的引号不在单元格开头',
  CSV_MAX_RECORD_SIZE: '的一行过长',
};
