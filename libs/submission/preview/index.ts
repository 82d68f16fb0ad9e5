export { contentHash, type FactsOfToday, previewHash, previewOf } from './preview.js';
export type * from './preview.types.js';
