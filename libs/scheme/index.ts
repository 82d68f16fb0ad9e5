export * from './line-ids.js';
export * from './lines.js';
export * from './metrics.js';
