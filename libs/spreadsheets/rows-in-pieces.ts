import type { Cell, Workbook } from './workbook.js';

/** Cells that go from one thread to another at once: sending them costs the one some milliseconds, taking them over the other. */
const CELLS = 10_000;

/** Rows of one sheet of a workbook, counted from 0. */
export interface RowsOfSheet {
  readonly sheet: number;
  readonly rows: Workbook['sheets'][number]['rows'];
}

/** All rows of a workbook, some at a time, in their order. */
export function* rowsInPieces(workbook: Workbook): Generator<RowsOfSheet> {
  for (const [sheet, { rows }] of workbook.sheets.entries()) {
    for (let from = 0; from < rows.length;) {
      let [to, cells] = [from, 0];
      while (to < rows.length && cells < CELLS) cells += 1 + (rows[to++]?.length ?? 0);
      yield { sheet, rows: rows.slice(from, to) };
      from = to;
    }
  }
}

/** What goes after the rows: the workbook without them. */
export function withoutRows(workbook: Workbook): Workbook {
  return { ...workbook, sheets: workbook.sheets.map((sheet) => ({ ...sheet, rows: [] })) };
}

/** The rows that have arrived, sheet by sheet. */
export class ArrivingRows {
  readonly #sheets = new Map<number, (readonly Cell[])[]>();

  add({ sheet, rows }: RowsOfSheet): void {
    const there = this.#sheets.get(sheet) ?? [];
    this.#sheets.set(sheet, there);
    for (const row of rows) there.push(row);
  }

  /** The workbook with them. */
  in(workbook: Workbook): Workbook {
    return { ...workbook, sheets: workbook.sheets.map((sheet, at) => ({ ...sheet, rows: this.#sheets.get(at) ?? [] })) };
  }
}
