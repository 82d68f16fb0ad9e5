export * from '../processes/process-runner.js';
export * from '../projections/sqlite-read-models.js';
