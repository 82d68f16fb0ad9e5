import ExcelJS from 'exceljs';
import type { BookOut } from '../book.js';

/** A workbook as .xlsx. The same book gives the same bytes. */
export async function writeWorkbook(book: BookOut): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  for (const { name, columns, rows } of book.sheets) workbook.addWorksheet(name).addRows([columns.map(({ header }) => header), ...rows]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
