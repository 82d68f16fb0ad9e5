export type { BookOut, CellError, ColumnKind, ColumnOut, SheetOut } from '../book.js';
export { annotated } from './annotated.js';
export { type ReportOptions, ReportWriter } from './report-writer.js';
export { writeCsv } from './write-csv.js';
export { writeWorkbook } from './write-workbook.js';
export { writeXls } from './write-xls.js';
