import { type Cell, textOf } from '#libs/spreadsheets';

/** A cell's text as it is meant: without blanks around it, and without the ' that keeps a spreadsheet from running it, as our own CSV files have it. */
export function cellText(cell: Cell): string {
  return textOf(cell)
    .trim()
    .replace(/^'(?=[=+\-@\t\r])/, '');
}
