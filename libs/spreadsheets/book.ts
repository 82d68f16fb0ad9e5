import type { Cell } from './workbook.js';

/** How the cells of a column are written. `code` and `text` are text cells, whatever stands in them; `words` is text to choose from `choices`. */
export type ColumnKind = 'text' | 'code' | 'decimal' | 'day' | 'words';

/** One column of a sheet to write. */
export interface ColumnOut {
  readonly header: string;
  /** In characters of a column head; by the content where it is left out. */
  readonly width?: number;
  /** `text` where it is left out. */
  readonly kind?: ColumnKind;
  /** A drop-down list; other words are refused by the spreadsheet program. */
  readonly choices?: readonly string[];
  /** How the spreadsheet shows a `decimal`, such as `0.00`; as typed where it is left out. */
  readonly format?: string;
  /** Left, and right for numbers, where it is left out. */
  readonly align?: 'left' | 'center' | 'right';
  /** Shown at the head of the column. */
  readonly note?: string;
  /** A column that people are not meant to see or change, such as the id of a line. */
  readonly hidden?: boolean;
  /** With `protected`: may its cells be changed? Without: yes. */
  readonly locked?: boolean;
}

/**
 * A sheet to write: the head in row 1 (or below `headerRows`), then the rows. A cell is given as text, as a person would type it, and written by the kind of its column; a cell that says
 * what it is is written as that.
 */
export interface SheetOut {
  readonly name: string;
  readonly columns: readonly ColumnOut[];
  readonly rows: readonly (readonly Cell[])[];
  /** Rows above the head of the columns: titles of documents. The head then stands in row `headerRows.length + 1`. One cell alone reaches over all columns; the first is the title. */
  readonly headerRows?: readonly (readonly Cell[])[];
  /** Rows below the list: notes, signatures. */
  readonly footerRows?: readonly (readonly Cell[])[];
  /** Empty rows below the last one that have formats and drop-downs ready (default 0). */
  readonly spareRows?: number;
  /** Filter buttons at the head. */
  readonly filter?: boolean;
  /** Rows as high as their wrapped text, for sheets that are printed or only read; otherwise the spreadsheet program sees to it, and not all do for merged cells. */
  readonly fitRows?: boolean;
  /** Lines around the cells (default true). */
  readonly grid?: boolean;
  /** Against changes by accident: only cells of columns that are not `locked` may be changed. No password. */
  readonly protected?: boolean;
  readonly landscape?: boolean;
  readonly hidden?: boolean;
  /** Cells to mark: row counted from 0 in `rows`, column from 0. */
  readonly marked?: readonly { readonly row: number; readonly column: number }[];
}

/** A workbook to write. The same book gives the same bytes, on every machine. */
export interface BookOut {
  readonly sheets: readonly SheetOut[];
  /** In the file's properties. */
  readonly title?: string;
  readonly author?: string;
}

/** The sheet of an annotated workbook that lists every error, and the head of the column that repeats them in place: whoever reads such a workbook again leaves both out. */
export const ERROR_SHEET = '错误清单';
export const ERROR_COLUMN = '错误';

/** One thing that is wrong in a workbook, at its place. */
export interface CellError {
  readonly sheet: string;
  /** As a spreadsheet counts: the head is row 1. */
  readonly row: number;
  /** The head of the column; null where the whole row (or sheet) is meant. */
  readonly column: string | null;
  readonly value: string;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}
