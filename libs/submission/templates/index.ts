export { monthsIn, monthsInWords } from './months.js';
export type * from './request.js';
export { tableOfSheet, templateFor } from './template-for.js';
