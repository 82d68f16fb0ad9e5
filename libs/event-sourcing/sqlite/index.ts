export * from '../processes/process-runner.js';
export type { Dispatch, ProcessEnvelope } from '../processes/sender.js';
export * from '../projections/sqlite-read-models.js';
