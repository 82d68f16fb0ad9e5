export * from './form.js';
export { formOf, formsFor, headersOf } from './form-of.js';
export { wordFor, writeCell, writeRow } from './write-row.js';
