export { readCsv } from './csv.js';
export * from './errors.js';
export * from './evidence.js';
export { evidenceIn } from './evidence-in.js';
export * from './folder-store.js';
export { type FileFormat, mediaTypes } from './media-types.js';
export type { FileKeys } from './sealing.js';
export { type StoredEvidence, storedEvidence } from './stored-files.js';
export { type Table, type TableReader, tablesBy } from './tables.js';
