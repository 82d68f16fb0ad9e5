import { type Cell, type MergedArea, type Sheet, textOf } from '#libs/spreadsheets';
import { type ListForm, PARK_COLUMN, PARK_NAME } from '../forms/index.js';
import { cellText } from './cell-text.js';
import type { Place } from './findings.js';
import { Merges } from './merges.js';

/** A sheet with the places of its columns: by the field of a line, and by their headers where they are no fields. */
export class Table<F extends ListForm = ListForm> {
  /** The rows below the header that have something in a column that is read. */
  readonly rows: readonly number[];
  readonly merges: Merges;

  constructor(
    readonly sheet: Sheet,
    readonly form: F,
    /** As a spreadsheet counts. */
    readonly headerRow: number,
    private readonly columns: ReadonlyMap<string, number>,
  ) {
    this.rows = this.filledRows();
    this.merges = new Merges(sheet.merges ?? [], this.rows, [...columns.values()]);
  }

  has(key: string): boolean {
    return this.columns.has(key);
  }

  /** The cell of a column in a row; '' where the sheet has no such column. */
  cell(row: number, key: string): Cell {
    const index = this.columns.get(key);
    return index === undefined ? '' : (this.sheet.rows[row - 1]?.[index] ?? '');
  }

  text(row: number, key: string): string {
    return cellText(this.cell(row, key));
  }

  /** The code of a row's park. Where its cell is merged with those above it, theirs: the area is refused, and the rest is judged as it was meant. */
  park(row: number): string {
    const area = this.covering(row, PARK_COLUMN);
    if (!area) return this.text(row, PARK_COLUMN);
    const isOwn = area.top >= this.headerRow && area.left === this.columns.get(PARK_COLUMN);
    return isOwn ? this.text(area.top + 1, PARK_COLUMN) : '';
  }

  /** Whether a cell is empty because it is merged with others: nobody can tell what was meant by it. */
  isCovered(row: number, key: string): boolean {
    return this.covering(row, key) !== undefined;
  }

  place(row: number, key?: string): Place {
    const index = key === undefined ? undefined : this.columns.get(key);
    return index === undefined ? { sheet: this.sheet.name, row, column: null, index: null } : this.placeAt(row, index);
  }

  /** The first cell of a merged area. */
  firstOf({ top, left }: MergedArea): Place {
    return this.placeAt(top + 1, left);
  }

  /** Whether a row has anything in the list's own columns, those left out excepted. */
  isFilled(row: number, but?: string): boolean {
    return this.form.columns.some(({ field }) => field !== but && this.text(row, field) !== '');
  }

  /** Whether a cell of a row in the list's own columns is covered. */
  hasCovered(row: number): boolean {
    return this.form.columns.some(({ field }) => this.isCovered(row, field));
  }

  private covering(row: number, key: string): MergedArea | undefined {
    const index = this.columns.get(key);
    const area = index === undefined ? undefined : this.merges.covering(row, index);
    // Some programs leave in a covered cell what stood there before.
    return area && this.text(row, key) === '' ? area : undefined;
  }

  private placeAt(row: number, index: number): Place {
    const column = textOf(this.sheet.rows[this.headerRow - 1]?.[index] ?? '').trim();
    return { sheet: this.sheet.name, row, column: column === '' ? null : column, index, cell: this.sheet.rows[row - 1]?.[index] ?? '' };
  }

  private filledRows(): readonly number[] {
    const rows: number[] = [];
    for (let row = this.headerRow + 1; row <= this.sheet.rows.length; row += 1) {
      if (this.isFilled(row) || this.text(row, PARK_COLUMN) !== '' || this.text(row, PARK_NAME) !== '') rows.push(row);
    }
    return rows;
  }
}
