export * from './apply/index.js';
export * from './check/index.js';
export * from './errors.js';
export * from './forms/index.js';
export * from './preview/index.js';
export * from './stream/index.js';
export * from './templates/index.js';
