export { type HostileFile, hostileFiles } from './hostile.js';
export { sheetXml, textCell, xlsxOf } from './xlsx.js';
