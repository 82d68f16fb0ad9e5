/** Documents given a form: PDF, workbook, CSV. */
export { Press, type PressOptions } from './press.js';
