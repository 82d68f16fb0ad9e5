import type { MergedArea } from '#libs/spreadsheets';

/** The merged areas of a sheet as far as a list reads them. */
export class Merges {
  /** Those that reach into a column and a row that are read. */
  readonly areas: readonly MergedArea[];
  /** By column, none over another, so that a cell's is found by its row: a file may name thousands of areas, each over thousands of rows. */
  private readonly byColumn: ReadonlyMap<number, readonly MergedArea[]>;

  /** `rows` as a spreadsheet counts them, in their order; `columns` counted from 0. */
  constructor(areas: readonly MergedArea[], rows: readonly number[], columns: readonly number[]) {
    this.areas = areas.filter(
      ({ top, left, bottom, right }) =>
        columns.some((column) => column >= left && column <= right) &&
        (rows[countUntil(rows.length, (at) => (rows[at] as number) <= top)] ?? Infinity) <= bottom + 1,
    );
    this.byColumn = new Map(columns.map((column) => [column, oneBelowTheOther(this.areas, column)]));
  }

  /** The area that covers a cell which is not its first one. */
  covering(row: number, column: number): MergedArea | undefined {
    const areas = this.byColumn.get(column) ?? [];
    const area = areas[countUntil(areas.length, (at) => (areas[at] as MergedArea).top < row) - 1];
    return area && row <= area.bottom + 1 && !(row === area.top + 1 && column === area.left) ? area : undefined;
  }
}

function oneBelowTheOther(areas: readonly MergedArea[], column: number): readonly MergedArea[] {
  let below = 0;
  return areas.filter(({ top, left, bottom, right }) => {
    if (column < left || column > right || top < below) return false;
    below = bottom + 1;
    return true;
  });
}

/** How many of the first ones are so, where none is behind one that is not. */
function countUntil(length: number, isSo: (at: number) => boolean): number {
  let [from, to] = [0, length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isSo(middle)) from = middle + 1;
    else to = middle;
  }
  return from;
}
