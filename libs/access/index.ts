export * from './caller.js';
export * from './errors.js';
