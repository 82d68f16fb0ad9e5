export * from './caller.js';
export * from './errors.js';
export * from './visibility.js';
