export * from './errors.js';
export * from './folder-lock.js';
export { openDatabase } from './libsql-database.js';
export * from './port.js';
export * from './soundness.js';
