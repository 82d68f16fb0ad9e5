export { type ReaderOptions, WorkbookReader } from './workbook-reader.js';
