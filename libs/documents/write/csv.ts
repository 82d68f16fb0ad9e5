import { writeCsv } from '#libs/spreadsheets/write';
import { type DocumentModel, tablesOf } from '../model.js';
import { linesOf, titleLines } from './flat.js';

/** The document as CSV: its tables first, so that a program finds the head in row 1; below, what else stands on it. Cells that a spreadsheet would run are neutralised. */
export function toCsv(model: DocumentModel): Buffer {
  const tables = tablesOf(model);
  const rows = tables.flatMap(({ name, columns, rows: own, totals = [], empty }) => [
    ...(tables.length > 1 ? [[name]] : []),
    columns.map(({ header }) => header),
    ...(own.length === 0 ? [[empty]] : own),
    ...totals,
    [],
  ]);
  const others = model.blocks.flatMap((block) => (block.kind === 'table' ? [] : linesOf(block)));
  return writeCsv([...rows, ...[...titleLines(model), ...others, model.citation].map((text) => [text])]);
}
