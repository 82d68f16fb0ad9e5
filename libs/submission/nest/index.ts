/** Submission's Nest door: the module, its commands and queries, its projection, and the shelf of workbooks that the evidence store reads from too. */
export { type ReadsWorkbooks, WorkbookShelf } from './checks/workbook-shelf.js';
export { ApplySubmissionCommand, SubmissionCommand } from './commands/submission.command.js';
export { submissionProjection } from './projections/submissions.projection.js';
export * from './queries/queries.js';
export { SubmissionModule } from './submission.module.js';
