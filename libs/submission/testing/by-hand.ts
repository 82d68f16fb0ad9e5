import type { Cell, Workbook } from '#libs/spreadsheets';

type Rows = readonly (readonly Cell[])[];

/** A workbook as it is read, without a file. */
export const workbook = (sheets: Readonly<Record<string, Rows>>, more: Partial<Workbook> = {}): Workbook => ({
  format: 'xlsx',
  sheets: Object.entries(sheets).map(([name, rows]) => ({ name, rows })),
  hidden: [],
  ...more,
});

/** Where something was found, and what. */
export const places = (found: readonly { readonly row: number; readonly column: string | null; readonly code: string }[]) =>
  found.map(({ row, column, code }) => [row, column, code]);
