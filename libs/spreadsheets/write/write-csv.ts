import iconv from 'iconv-lite';

/** Signs with which a cell begins that a spreadsheet would run. */
const RUNS = /^[=+\-@\t\r]/;
/** A minus before a plain number runs nothing. */
const NEGATIVE = /^-\d+(\.\d+)?$/;

/** The cell's text so that no spreadsheet runs it: a ' before what begins like a formula. Plain negative numbers stay. */
export function neutral(text: string): string {
  return RUNS.test(text) && !NEGATIVE.test(text) ? `'${text}` : text;
}

/** A CSV file (RFC 4180): CRLF, cells that a spreadsheet would run neutralised; UTF-8 with a byte order mark, by which Excel knows it, or GB18030, which Excel in China takes otherwise. */
export function writeCsv(rows: readonly (readonly string[])[], encoding: 'utf-8' | 'gb18030' = 'utf-8'): Buffer {
  const text = rows.map((row) => `${row.map((cell) => quoted(neutral(cell))).join(',')}\r\n`).join('');
  return encoding === 'utf-8' ? Buffer.from(`\uFEFF${text}`, 'utf8') : iconv.encode(text, 'gb18030');
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
