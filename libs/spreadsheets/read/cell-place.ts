/** A cell's row and column, both counted from 0. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

const REFERENCE = /^\$?([A-Za-z]{1,7})\$?(\d{1,10})$/;

/** The place that a reference such as `B12` names. */
export function placeOf(reference: string): CellPlace | undefined {
  const parts = REFERENCE.exec(reference);
  if (!parts) return undefined;
  let column = 0;
  for (const letter of (parts[1] ?? '').toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(parts[2]) - 1, column: column - 1 };
}

/** How many cells an area such as `A1:C3` covers; one cell is an area. */
export function areaOf(range: string): number | undefined {
  const [from = '', to = from] = range.split(':');
  const [start, end] = [placeOf(from), placeOf(to)];
  if (!start || !end) return undefined;
  return (Math.abs(end.row - start.row) + 1) * (Math.abs(end.column - start.column) + 1);
}
