export { readCsv } from './tables/csv.js';
export * from './errors.js';
export * from './evidence.js';
export { evidenceIn } from './evidence-in.js';
export * from './folder-store.js';
export { type FileFormat, mediaTypes } from './look/media-types.js';
export type { FileKeys } from './content/sealing.js';
export { type StoredEvidence, storedEvidence } from './stored-files.js';
export { type Table, type TableReader, tablesBy } from './tables/tables.js';
