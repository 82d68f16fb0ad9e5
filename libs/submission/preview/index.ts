export type * from './preview.types.js';
