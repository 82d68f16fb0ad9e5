export * from './form.js';
export { formOf, formsFor, headersOf } from './form-of.js';
export { severityWords, statementForm } from './statement-form.js';
export { verificationFormOf } from './verification-form.js';
export type { LineContent } from './write-row.js';
export { writeCell, writeRow } from './write-row.js';
