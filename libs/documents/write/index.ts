/** Documents given a form: PDF, workbook, CSV. */
export { fontFile } from './font.js';
export { MOST_PDF_ROWS, Press, type PressOptions } from './press.js';
export { renderDocument } from './render.js';
