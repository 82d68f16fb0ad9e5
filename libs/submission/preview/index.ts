export { hashingContent } from './content-hash.js';
export { type FactsOfToday, previewing } from './preview.js';
export type * from './preview.types.js';
