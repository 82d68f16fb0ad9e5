export * from './answers.js';
export * from './envelope.js';
export * from './errors.js';
export * from './problem.filter.js';
export * from './validation.js';
