export { checkingWorkbook, checkWorkbook } from './check.js';
export type * from './checked.js';
export type { CheckProgress } from './progress.js';
export type * from './situation.js';
