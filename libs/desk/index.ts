/** The desk: what awaits whom, what differs, what is missing and what is late. Pure: lists made from folded streams. */
export * from './changes.js';
export * from './completeness.js';
export * from './deadlines.js';
export * from './decisions.js';
export * from './desk-year.js';
export * from './diff.js';
export type { EnterpriseNames } from './enterprise-names.js';
export * from './errors.js';
export { expectedIn } from './expected.js';
export type { HoldUp } from './hold-up.js';
export { holdUpsOf } from './hold-ups.js';
export type { Office } from './office.js';
export * from './progress.js';
export * from './queue.js';
export * from './reminders.js';
export * from './side-by-side.js';
export * from './trail.js';
