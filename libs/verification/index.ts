/** A log derived anew from its events alone. Pure: no Nest, no I/O, no store. */
export * from './errors.js';
export { type GivenCheckpoint, readHeads, type ReadHeads, type ReadHeadsOptions } from './checkpoints/read-heads.js';
export type { EvidenceFinding, Expectations, Head, RecomputedRun, VerificationPorts } from './expectations.js';
export { streamKinds } from './log/kinds.js';
export * from './log/log-line.js';
export type { Counts, Difference, Place, Report, Withheld } from './report.js';
export { verifyLog } from './verify-log.js';
export { differenceOf, inLogOrder } from './findings.js';
