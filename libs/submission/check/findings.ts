import type { Fault } from '#libs/kernel';
import { type Cell, textOf } from '#libs/spreadsheets';
import type { RowError } from './checked.js';

/** A place in a workbook: `index` counts columns from 0, null = the whole row. */
export interface Place {
  readonly sheet: string;
  readonly row: number;
  readonly column: string | null;
  readonly index: number | null;
  readonly cell?: Cell | undefined;
}

/** What a check finds, in the order in which a person meets it: sheet by sheet, row by row, from left to right. */
export class Findings {
  private readonly found: { readonly error: boolean; readonly order: readonly number[]; readonly what: RowError }[] = [];
  private readonly sheets: ReadonlyMap<string, number>;
  private failed = false;

  constructor(sheets: readonly { readonly name: string }[]) {
    this.sheets = new Map(sheets.map(({ name }, index) => [name, index]));
  }

  get hasErrors(): boolean {
    return this.failed;
  }

  error(place: Place, fault: Fault): void {
    this.failed = true;
    this.add(true, place, fault);
  }

  warn(place: Place, fault: Fault): void {
    this.add(false, place, fault);
  }

  private add(error: boolean, { sheet, row, column, index, cell }: Place, { code, message, remedy }: Fault): void {
    const value = cell === undefined ? '' : textOf(cell).slice(0, 200);
    const order = [this.sheets.get(sheet) ?? this.sheets.size, row, index ?? -1];
    this.found.push({ error, order, what: { sheet, row, column, value, code, message, remedy } });
  }

  /** All of one kind in their order. */
  list(kind: 'errors' | 'warnings'): readonly RowError[] {
    return this.found
      .filter(({ error }) => error === (kind === 'errors'))
      .sort((a, b) => difference(a.order, b.order))
      .map(({ what }) => what);
  }
}

function difference(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
}
