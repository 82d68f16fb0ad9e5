import { type CellObject, utils, type WorkSheet, write } from '@e965/xlsx';
import type { BookOut, ColumnOut, SheetOut } from '../book.js';
import { serialOf, staysAsNumber } from '../read/numbers.js';
import { type Cell, textOf } from '../workbook.js';
import { SheetNames } from './sheet-names.js';
import { DAY_FORMAT, TEXT_FORMAT } from './styles.js';

/** Number formats by their ids, as the library has them before it has read any file: it would write those of the last one that it read. It adds to the table. */
const formats = (): object => ({ 0: 'General', 49: '@', 56: '"上午/下午 "hh"時"mm"分"ss"秒 "' });

/** A workbook as .xls (Excel 97): the cells as `writeWorkbook` has them, without looks, lists and notes. The same book gives the same bytes. */
export function writeXls(book: BookOut): Buffer {
  const workbook = Object.assign(utils.book_new(), { SSF: formats() });
  const names = new SheetNames();
  for (const sheet of book.sheets) utils.book_append_sheet(workbook, sheetOf(sheet), names.next(sheet.name));
  workbook.Workbook = { Sheets: book.sheets.map(({ hidden }) => ({ Hidden: hidden ? 1 : 0 })) };
  return write(workbook, { type: 'buffer', bookType: 'biff8' }) as Buffer;
}

function sheetOf({ columns, rows, headerRows = [], footerRows = [] }: SheetOut): WorkSheet {
  const loose = (row: readonly Cell[]): CellObject[] => row.map((cell) => cellOf(cell, 'text'));
  const all = [
    ...headerRows.map(loose),
    columns.map(({ header }) => cellOf(header, 'text')),
    ...rows.map((row) => columns.map(({ kind }, at) => cellOf(row[at] ?? '', kind ?? 'text'))),
    ...footerRows.map(loose),
  ];
  return utils.aoa_to_sheet(all);
}

function cellOf(cell: Cell, kind: NonNullable<ColumnOut['kind']>): CellObject {
  const text = textOf(cell);
  if (text === '') return { t: 'z' };
  const is = typeof cell === 'string' ? kind : cell.kind;
  if (is === 'boolean') return { t: 'b', v: text === '是' };
  const day = is === 'day' || is === 'date' ? serialOf(text) : undefined;
  if (day !== undefined) return { t: 'n', v: day, z: DAY_FORMAT };
  if ((is === 'decimal' || is === 'number') && staysAsNumber(text)) return { t: 'n', v: Number(text) };
  return { t: 's', v: text, z: TEXT_FORMAT };
}
