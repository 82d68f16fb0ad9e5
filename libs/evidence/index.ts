export { readCsv } from './csv.js';
export * from './errors.js';
export * from './evidence.js';
export * from './folder-store.js';
export type { FileKeys } from './sealing.js';
