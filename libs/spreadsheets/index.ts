export * from './book.js';
export * from './errors.js';
export * from './limits.js';
export * from './parse.js';
export * from './workbook.js';
