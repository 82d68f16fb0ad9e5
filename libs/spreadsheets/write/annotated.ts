import { type CellError, ERROR_COLUMN, ERROR_SHEET, type SheetOut } from '../book.js';
import { type Cell, type Sheet, textOf, widthOf, type Workbook } from '../workbook.js';
import { writeWorkbook } from './write-workbook.js';

/** Rows among which the head of a list is looked for. */
const HEAD_ROWS = 20;

/**
 * The delivered workbook, sheet by sheet and row by row at the same places, with a column of errors that can be filtered behind the last one and the faulty cells marked; a first sheet
 * lists every error. Hidden sheets were not read and are not in it.
 */
export function annotated(workbook: Workbook, errors: readonly CellError[]): Promise<Buffer> {
  const sheets = workbook.sheets
    .filter(({ name }) => name !== ERROR_SHEET)
    .map((sheet) =>
      annotatedSheet(
        sheet,
        errors.filter((error) => error.sheet === sheet.name),
      ),
    );
  return writeWorkbook({ title: ERROR_SHEET, sheets: [listOf(errors), ...sheets] });
}

function listOf(errors: readonly CellError[]): SheetOut {
  return {
    name: ERROR_SHEET,
    columns: [
      { header: '工作表', width: 18 },
      { header: '行', width: 8, kind: 'decimal' },
      { header: '列', width: 20 },
      { header: '值', width: 24 },
      { header: '问题', width: 48 },
      { header: '处理办法', width: 48 },
      { header: '错误代码', width: 28 },
    ],
    rows: errors.map(({ sheet, row, column, value, message, remedy, code }) => [
      sheet,
      String(row),
      column ?? '',
      value,
      message,
      remedy,
      code,
    ]),
    filter: true,
    fitRows: true,
    landscape: true,
  };
}

function annotatedSheet({ name, rows }: Sheet, errors: readonly CellError[]): SheetOut {
  const head = headOf(rows, errors);
  const heads = (rows[head] ?? []).map((cell) => plain(textOf(cell)));
  const [width, last] = [widthOf({ rows }), heads.length - 1];
  // A workbook that was annotated before gets its column anew.
  const column = heads[last] === ERROR_COLUMN ? last : width;
  const below = rows.slice(head + 1);
  const words = wordsByRow(errors);
  return {
    name,
    headerRows: rows.slice(0, head),
    columns: Array.from({ length: column + 1 }, (_, at) =>
      at === column ? { header: ERROR_COLUMN, width: 60 } : { header: textOf(rows[head]?.[at] ?? '') },
    ),
    rows: below.map((row, at) => [...padded(row, column), words.get(head + at + 2)?.join('\n') ?? '']),
    filter: true,
    fitRows: true,
    grid: false,
    marked: errors.flatMap((error) => {
      const at = error.row - head - 2;
      const marked = error.column === null ? column : heads.indexOf(plain(error.column));
      return below[at] === undefined || marked < 0 ? [] : [{ row: at, column: marked }];
    }),
  };
}

/** The row with the heads of the columns that errors name, counted from 0: the first of those with the most of them; the first row where there is none. */
function headOf(rows: Sheet['rows'], errors: readonly CellError[]): number {
  const named = new Set(errors.flatMap(({ column }) => (column === null ? [] : [plain(column)])));
  const counts = rows.slice(0, HEAD_ROWS).map((row) => row.filter((cell) => named.has(plain(textOf(cell)))).length);
  return Math.max(0, counts.indexOf(Math.max(1, ...counts)));
}

function plain(head: string): string {
  return head.replace(/\s+/g, '');
}

function padded(row: readonly Cell[], length: number): Cell[] {
  return Array.from({ length }, (_, at) => row[at] ?? '');
}

/** What is wrong in each row, in words. */
function wordsByRow(errors: readonly CellError[]): ReadonlyMap<number, readonly string[]> {
  const words = new Map<number, string[]>();
  for (const { row, column, message, remedy } of errors) {
    const there = words.get(row) ?? [];
    words.set(row, there);
    there.push(`${column === null ? '' : `【${column}】`}${message}。${remedy}`);
  }
  return words;
}
