export * from './answers.js';
export * from './dto.js';
export * from './envelope.js';
export * from './errors.js';
export * from './parameters.js';
export * from './problem.filter.js';
export * from './status.js';
export * from './validation.js';
