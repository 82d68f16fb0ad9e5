import { workbookErrors } from '../errors.js';
import type { WorkbookLimits } from '../limits.js';
import { type Cell, columnLetters, type MergedArea, type Sheet, textOf } from '../workbook.js';
import { cellOf, Formats } from './cells.js';
import type { ParsedSheet, ParsedWorkbook } from './library.js';

/** Sheets that are seen, in their order, and the names of the others. */
export interface SheetsRead {
  readonly sheets: readonly Sheet[];
  readonly hidden: readonly string[];
}

/**
 * The sheets of a parsed workbook as rows of cells; charts are none.
 * @throws DomainError `workbook.damaged` for a sheet that the library gave up, `workbook.tooManyCells`
 */
export function sheetsOf(book: ParsedWorkbook, name: string, limits: WorkbookLimits, sheetDone: () => void): SheetsRead {
  const bounds = new Bounds(name, limits);
  const formats = new Formats();
  const from1904 = book.Workbook?.WBProps?.date1904 === true;
  const sheets: Sheet[] = [];
  const hidden: string[] = [];
  book.SheetNames.forEach((sheetName, at) => {
    const parsed = book.Sheets[sheetName];
    if (!parsed) throw workbookErrors.error('workbook.damaged', { name, reason: `工作表「${sheetName}」的内容无法解析` });
    if (isChart(parsed)) return;
    if ((book.Workbook?.Sheets?.[at]?.Hidden ?? 0) !== 0) hidden.push(sheetName);
    else sheets.push({ name: sheetName, rows: rowsOf(parsed, sheetName, formats, from1904, bounds), ...mergesOf(parsed) });
    sheetDone();
  });
  return { sheets, hidden };
}

function isChart(sheet: ParsedSheet): boolean {
  return sheet['!type'] === 'chart' || sheet['!type'] === 'dialog';
}

function rowsOf(sheet: ParsedSheet, name: string, formats: Formats, from1904: boolean, bounds: Bounds): Cell[][] {
  const rows: Cell[][] = [];
  // Sparse on both axes: only what is there is visited.
  sheet['!data']?.forEach((cells, row) =>
    cells?.forEach((parsed, column) => {
      if (parsed === undefined) return;
      const cell = cellOf(parsed, formats, from1904);
      if (cell === '') return;
      bounds.check(name, row, column, cell);
      while (rows.length <= row) rows.push([]);
      const there = rows[row] as Cell[];
      while (there.length < column) there.push('');
      there[column] = cell;
    }),
  );
  return rows;
}

/** Its merged areas of more than one cell. A file may give the corners in any order; a range of whole rows or columns, which no program merges, has none. */
function mergesOf({ '!merges': ranges = [] }: ParsedSheet): Pick<Sheet, 'merges'> {
  const merges = ranges
    .map(({ s, e }): MergedArea => ({
      top: Math.min(s.r, e.r),
      left: Math.min(s.c, e.c),
      bottom: Math.max(s.r, e.r),
      right: Math.max(s.c, e.c),
    }))
    .filter(({ top, left, bottom, right }) => top >= 0 && left >= 0 && (bottom > top || right > left))
    .sort((a, b) => a.top - b.top || a.left - b.left);
  return merges.length > 0 ? { merges } : {};
}

/** Counts what is built, and refuses what goes beyond. */
export class Bounds {
  #cells = 0;
  #characters = 0;

  constructor(
    private readonly name: string,
    private readonly limits: WorkbookLimits,
  ) {}

  check(sheet: string, row: number, column: number, cell: Cell): void {
    const { maxRows, maxColumns, maxCells, maxCellLength, maxCharacters } = this.limits;
    const { length } = textOf(cell);
    this.#cells++;
    this.#characters += length;
    const at = (): string => `工作表「${sheet}」的 ${columnLetters(column)}${row + 1} 单元格`;
    if (row >= maxRows) throw this.refusal(`${at()}在第 ${maxRows} 行以下`);
    if (column >= maxColumns) throw this.refusal(`${at()}在第 ${maxColumns} 列以外`);
    if (length > maxCellLength) throw this.refusal(`${at()}超过 ${maxCellLength} 个字符`);
    if (this.#cells > maxCells) throw this.refusal(`单元格超过 ${maxCells} 个`);
    if (this.#characters > maxCharacters) throw this.refusal(`文字超过 ${maxCharacters} 个字符`);
  }

  refusal(reason: string): Error {
    return workbookErrors.error('workbook.tooManyCells', { name: this.name, reason });
  }
}
