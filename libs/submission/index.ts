export * from './errors.js';
export * from './forms/index.js';
export type * from './check/index.js';
export type * from './preview/index.js';
