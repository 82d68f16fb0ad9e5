export * from '../processes/process-runner.js';
export * from '../projections/sqlite-read-models.js';
export * from '../projections/compare-reads.js';
