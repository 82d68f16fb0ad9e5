/** One cell: '' is an empty one, a string a text cell; anything else says what it is. */
export type Cell = string | TypedCell;

/**
 * A cell that the file holds as a value of its own kind, and its text as a person would type it: a number without exponent, grouping or float noise (a cell in per cent: `50%`);
 * a date as `YYYY-MM-DD` (with a time of day: `YYYY-MM-DD HH:mm:ss`, a time alone: `HH:mm:ss`); a boolean as 是 or 否; an error as the sheet shows it (`#N/A`).
 */
export interface TypedCell {
  readonly kind: 'number' | 'date' | 'boolean' | 'error';
  readonly text: string;
}

/** One sheet. `rows[0]` is row 1 of the sheet; empty cells behind the last filled one and empty rows behind the last filled one are cut, those before them stand. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
  /** Row by row, from left to right; absent where no cells are merged. */
  readonly merges?: readonly MergedArea[];
}

/** Cells that are merged into one: its first and last row and column, counted from 0. Its value stands in the first cell; the cells that it covers besides are empty. */
export interface MergedArea {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export type WorkbookFormat = 'xlsx' | 'xls' | 'csv';

/** What a file of tables holds. A formula counts by the value that the file holds for it. */
export interface Workbook {
  readonly format: WorkbookFormat;
  /** Of a CSV file. */
  readonly encoding?: 'utf-8' | 'gb18030';
  /** The sheets that people see, in their order. The sheet of a CSV file has the file's name. */
  readonly sheets: readonly Sheet[];
  /** Names of the sheets that are hidden: nothing is read from them. */
  readonly hidden: readonly string[];
}

/** How many columns a sheet has, to the last filled one. A sheet may have more rows than a call can have arguments. */
export function widthOf({ rows }: Pick<Sheet, 'rows'>): number {
  return rows.reduce((widest, { length }) => Math.max(widest, length), 0);
}

/** The text of a cell, whatever it is. */
export const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

/** An area as a spreadsheet names it: `A5:A9`. */
export function areaText({ top, left, bottom, right }: MergedArea): string {
  return `${columnLetters(left)}${top + 1}:${columnLetters(right)}${bottom + 1}`;
}

/** The letters over a column as a spreadsheet shows them; 0 is A. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}
