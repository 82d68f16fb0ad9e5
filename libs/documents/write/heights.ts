import type { Table } from '../model.js';
import { columnWidths, TYPE } from './page.js';

/** Height of a line of a cell, and what a row adds to its lines, in points. */
const LINE = 13;
const ROW = 7;

/** About how high a table is, in points: enough to tell what surely fits on a page. A character is taken as wide as it is high. */
export function heightOf({ columns, rows, totals = [] }: Table, width: number): number {
  const widths = columnWidths(
    columns.map((column) => column.width),
    width,
  );
  const head = columns.map(({ header }) => header);
  return [head, ...rows, ...totals].reduce((sum, row) => {
    const lines = row.map((text, i) => Math.ceil((text.length * TYPE.table) / (widths[i] ?? width)));
    return sum + Math.max(1, ...lines) * LINE + ROW;
  }, 0);
}
