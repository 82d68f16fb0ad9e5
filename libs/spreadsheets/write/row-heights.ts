import type { Worksheet } from 'exceljs';
import type { SheetOut } from '../book.js';
import { type Cell, textOf } from '../workbook.js';

/** Height of a line of text, in points: of the title and of everything else. */
const TITLE_LINE = 24;
const LINE = 15;
/** What the edges of a cell take, in characters. */
const EDGES = 1;

/** A Chinese character is as wide as two letters. */
export function displayWidth(text: string): number {
  return Math.max(...text.split('\n').map(widthOfLine));
}

function widthOfLine(line: string): number {
  return [...line].reduce((width, character) => width + (character > '\u2E7F' ? 2 : 1), 0);
}

/** Makes every row of a filled sheet as high as its text needs. A row of one cell alone has the width of the whole sheet. */
export function fitRows(sheet: Worksheet, { columns, rows, headerRows = [], footerRows = [], spareRows = 0 }: SheetOut): void {
  const widths = columns.map((_, at) => sheet.getColumn(at + 1).width ?? 10);
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const fit = (at: number, cells: readonly Cell[], line = LINE): void => {
    const alone = cells.length === 1 ? [whole] : widths;
    const lines = cells.map((cell, column) => linesOf(textOf(cell), alone[column] ?? whole));
    sheet.getRow(at).height = Math.max(1, ...lines) * line;
  };
  headerRows.forEach((cells, at) => fit(at + 1, cells, at === 0 ? TITLE_LINE : LINE));
  const head = headerRows.length + 1;
  fit(
    head,
    columns.map(({ header }) => header),
  );
  rows.forEach((cells, at) => fit(head + 1 + at, cells));
  footerRows.forEach((cells, at) => fit(head + 1 + rows.length + spareRows + at, cells));
}

function linesOf(text: string, width: number): number {
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOfLine(line) / Math.max(1, width - EDGES))), 0);
}
