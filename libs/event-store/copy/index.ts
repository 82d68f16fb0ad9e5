export { compareLogs, type Comparison } from './compare-logs.js';
export { copyLog } from './copy-log.js';
export * from './errors.js';
export type { LogDifference } from './log-difference.js';
export type { CopiedLog, CopyOptions, CopyPhase } from './options.js';
