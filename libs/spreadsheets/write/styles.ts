import type { Fill, Style } from 'exceljs';
import type { ColumnOut } from '../book.js';

type Look = Partial<Style>;

const line = { style: 'thin', color: { argb: 'FFBFBFBF' } } as const;
const grid: Look['border'] = { top: line, left: line, bottom: line, right: line };
const filled = (argb: string): Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } });

/** Codes and words are text, so that no spreadsheet program makes numbers of them; numbers are as they are typed. */
const formats: Readonly<Record<NonNullable<ColumnOut['kind']>, string>> = {
  text: '@',
  code: '@',
  words: '@',
  decimal: 'General',
  day: 'yyyy-mm-dd',
};

export const TEXT_FORMAT = '@';
export const DAY_FORMAT = 'yyyy-mm-dd';

/** The looks of a sheet's cells. Few objects, shared by all cells: exceljs compares them by their content otherwise. */
export class Looks {
  readonly #ofColumns: readonly Look[];

  constructor(
    columns: readonly ColumnOut[],
    private readonly options: { readonly grid: boolean; readonly protected: boolean },
  ) {
    this.#ofColumns = columns.map((column) => ({ ...this.ofColumn(column), ...(options.grid ? { border: grid } : {}) }));
  }

  /** Of a whole column: what people type below the list takes it on. */
  ofColumn({ kind = 'text', format = formats[kind], align, locked = false }: ColumnOut): Look {
    return {
      numFmt: format,
      alignment: { vertical: 'top', wrapText: true, ...(align === undefined ? {} : { horizontal: align }) },
      ...(this.options.protected ? { protection: { locked } } : {}),
    };
  }

  ofCell(column: number): Look {
    return this.#ofColumns[column] ?? {};
  }
}

/** Behind a cell with an error. */
export const marked = filled('FFFFC7CE');

export const headLook: Look = {
  font: { bold: true },
  fill: filled('FFDDEBF7'),
  border: grid,
  alignment: { vertical: 'middle', horizontal: 'center', wrapText: true },
  numFmt: TEXT_FORMAT,
};

export const titleLook: Look = { font: { bold: true, size: 16 }, alignment: { vertical: 'middle', horizontal: 'center', wrapText: true } };
export const noteLook: Look = { alignment: { vertical: 'top', wrapText: true } };
