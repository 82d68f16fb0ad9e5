/** Documents of the road of a claim: their pure model, and what each of the eleven says. */
export * from './builders/index.js';
export type { CitedResult, LedgerPoint } from './citation.js';
export { documentErrors } from './errors.js';
export * from './kinds.js';
export * from './model.js';
export { type EvaluationRecord, type ObjectionRecord, recordReader } from './record.js';
export { type DocumentRequest, parseFormat, parseRequest } from './request.js';
