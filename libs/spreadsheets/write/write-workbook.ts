import type { XlsxWriteOptions } from 'exceljs';
import type { BookOut } from '../book.js';
import { Choices } from './choices.js';
import { fillSheet } from './fill-sheet.js';
import { SheetNames } from './sheet-names.js';

/** No file says when it was made. */
const NO_DAY = new Date(Date.UTC(2000, 0, 1));
const CHOICES_SHEET = '选项';

/** A workbook as .xlsx: for A4, the head frozen, codes as text. The same book gives the same bytes, on every machine. */
export async function writeWorkbook(book: BookOut): Promise<Buffer> {
  // When the first one is written: a program that only may write one does not start later for it.
  const [{ default: ExcelJS }, { repacked }] = await Promise.all([import('exceljs'), import('./repack.js')]);
  const workbook = new ExcelJS.Workbook();
  Object.assign(workbook, {
    created: NO_DAY,
    modified: NO_DAY,
    creator: book.author ?? '',
    lastModifiedBy: book.author ?? '',
    title: book.title ?? '',
  });
  const names = new SheetNames();
  const choices = new Choices(workbook, () => names.next(CHOICES_SHEET));
  // All sheets before the first list: the hidden sheet of the lists stands last.
  const sheets = book.sheets.map((out) => ({
    out,
    sheet: workbook.addWorksheet(names.next(out.name), { state: out.hidden ? 'hidden' : 'visible' }),
  }));
  for (const { out, sheet } of sheets) await fillSheet(sheet, out, choices);
  const options: Partial<XlsxWriteOptions> = { zip: { compression: 'STORE' } };
  return repacked(new Uint8Array(await workbook.xlsx.writeBuffer(options)));
}
