import type { CellValue, Worksheet } from 'exceljs';
import type { ColumnOut, SheetOut } from '../book.js';
import { serialOf, staysAsNumber } from '../read/numbers.js';
import { type Cell, columnLetters, textOf } from '../workbook.js';
import type { Choices } from './choices.js';
import { displayWidth, fitRows } from './row-heights.js';
import { DAY_FORMAT, headLook, Looks, marked, noteLook, titleLook } from './styles.js';

const NARROWEST = 8;
const WIDEST = 40;
/** Rows that are looked at for the width of a column. */
const MEASURED = 200;

/** Fills an empty worksheet. */
export async function fillSheet(sheet: Worksheet, out: SheetOut, choices: Choices): Promise<void> {
  const { columns, rows, headerRows = [], footerRows = [], spareRows = 0 } = out;
  const looks = new Looks(columns, { grid: out.grid ?? true, protected: out.protected ?? false });
  sheet.columns = columns.map((column, at) => ({
    width: column.width ?? widthOf(column, rows, at),
    style: looks.ofColumn(column),
    hidden: column.hidden ?? false,
  }));
  headerRows.forEach((cells, at) => fillLooseRow(sheet, at + 1, cells, columns.length, at === 0 ? titleLook : noteLook));
  const headRow = headerRows.length + 1;
  fillHead(sheet, headRow, columns);
  const firstRow = headRow + 1;
  rows.forEach((cells, at) => fillRow(sheet, firstRow + at, cells, columns, looks));
  const lastRow = headRow + rows.length + spareRows;
  footerRows.forEach((cells, at) => fillLooseRow(sheet, lastRow + 1 + at, cells, columns.length, noteLook));
  for (const { row, column } of out.marked ?? []) {
    const cell = sheet.getCell(firstRow + row, column + 1);
    cell.style = { ...cell.style, fill: marked };
  }
  columns.forEach(({ choices: words }, at) => {
    if (!words || words.length === 0 || lastRow < firstRow) return;
    const letters = columnLetters(at);
    choices.offer(sheet, `${letters}${firstRow}:${letters}${Math.max(lastRow, firstRow)}`, words);
  });
  if (out.filter && columns.length > 0)
    sheet.autoFilter = { from: { row: headRow, column: 1 }, to: { row: headRow + rows.length, column: columns.length } };
  if (out.fitRows) fitRows(sheet, out);
  if (out.protected) await protect(sheet);
  setUpPrint(sheet, headRow, out.landscape ?? false);
}

function fillHead(sheet: Worksheet, at: number, columns: readonly ColumnOut[]): void {
  columns.forEach(({ header, note }, column) => {
    const cell = sheet.getCell(at, column + 1);
    cell.value = header === '' ? null : header;
    cell.style = headLook;
    if (note !== undefined) cell.note = note;
  });
  sheet.views = [{ state: 'frozen', ySplit: at, xSplit: 0 }];
}

function fillRow(sheet: Worksheet, at: number, cells: readonly Cell[], columns: readonly ColumnOut[], looks: Looks): void {
  const row = sheet.getRow(at);
  columns.forEach(({ kind = 'text' }, column) => {
    const cell = row.getCell(column + 1);
    const given = cells[column] ?? '';
    cell.value = valueOf(given, kind);
    const format = formatOf(given);
    cell.style = format === undefined ? looks.ofCell(column) : { ...looks.ofCell(column), numFmt: format };
  });
}

/** A row of a title or a note: one cell alone reaches over all columns. */
function fillLooseRow(sheet: Worksheet, at: number, cells: readonly Cell[], width: number, look: object): void {
  const alone = cells.filter((cell) => cell !== '').length === 1 && cells[0] !== '';
  cells.forEach((given, column) => {
    const cell = sheet.getCell(at, column + 1);
    cell.value = valueOf(given, 'text');
    cell.style = { numFmt: formatOf(given) ?? '@', ...(alone || column > 0 ? look : noteLook) };
  });
  if (alone && width > 1) sheet.mergeCells(at, 1, at, width);
}

function valueOf(cell: Cell, kind: NonNullable<ColumnOut['kind']>): CellValue {
  const text = textOf(cell);
  if (text === '') return null;
  if (typeof cell !== 'string') {
    if (cell.kind === 'boolean') return text === '是';
    return (cell.kind === 'date' ? serialOf(text) : cell.kind === 'number' ? numberOf(text) : undefined) ?? text;
  }
  if (kind === 'decimal' && staysAsNumber(text)) return Number(text);
  if (kind === 'day') return serialOf(text) ?? text;
  return text;
}

/** The format that a cell needs which is not as its column. */
function formatOf(cell: Cell): string | undefined {
  if (typeof cell === 'string') return undefined;
  if (cell.kind === 'date') return DAY_FORMAT;
  return cell.text.endsWith('%') ? '0.00%' : 'General';
}

function numberOf(text: string): number | undefined {
  const percent = text.endsWith('%');
  const number = percent ? text.slice(0, -1) : text;
  if (!staysAsNumber(number)) return undefined;
  return percent ? Number(number) / 100 : Number(number);
}

function widthOf({ header, kind }: ColumnOut, rows: readonly (readonly Cell[])[], at: number): number {
  const texts = rows.slice(0, MEASURED).map((row) => textOf(row[at] ?? ''));
  const widest = Math.max(kind === 'day' ? 10 : 0, ...[header, ...texts].map(displayWidth));
  return Math.min(WIDEST, Math.max(NARROWEST, widest + 2));
}

async function protect(sheet: Worksheet): Promise<void> {
  const may = {
    formatCells: true,
    formatColumns: true,
    formatRows: true,
    insertRows: true,
    deleteRows: true,
    sort: true,
    autoFilter: true,
  };
  await sheet.protect('', { selectLockedCells: true, selectUnlockedCells: true, ...may });
}

function setUpPrint(sheet: Worksheet, headRow: number, landscape: boolean): void {
  Object.assign(sheet.pageSetup, {
    paperSize: 9, // A4
    orientation: landscape ? 'landscape' : 'portrait',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    printTitlesRow: `${headRow}:${headRow}`,
    margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
  });
  sheet.headerFooter.oddFooter = '&C第 &P 页 共 &N 页';
}
