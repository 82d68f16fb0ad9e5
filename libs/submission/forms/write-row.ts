import type { LineFields, LineKind } from '#libs/scheme';
import { type CellRule, type Column, type Form, NIL } from './form.js';

/** The words of a `words` rule for a code, the code itself where the rule has none. */
export function wordFor({ words }: Extract<CellRule, { kind: 'words' }>, code: string): string {
  return Object.keys(words).find((word) => words[word] === code) ?? code;
}

/** A field's value as its cell has it: a code in words, 是 or 否, '' for null and for what a line has not. */
export function writeCell({ cell }: Pick<Column, 'cell'>, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (cell.kind === 'yesNo') return value === true ? '是' : '否';
  return cell.kind === 'words' ? wordFor(cell, String(value)) : String(value);
}

/** A line of any kind without its id and its place. */
export type LineContent = { [K in LineKind]: LineFields<K> }[LineKind];

/** What people read beside the codes. */
export interface RowNames {
  readonly park?: string;
  readonly enterprise?: string;
}

/** The row of a line, or of a park that has nothing to list, in the order of `headersOf`. */
export function writeRow(form: Form, park: string, line: LineContent | null, names: RowNames = {}): readonly string[] {
  const fields = (line ?? {}) as Readonly<Record<string, unknown>>;
  const own =
    line === null
      ? form.columns.map((_, i) => (i === 0 ? NIL : ''))
      : form.columns.map((column) => writeCell(column, fields[column.field]));
  const cells = form.named ? [...own.slice(0, 1), names.enterprise ?? '', ...own.slice(1)] : own;
  return [park, names.park ?? '', ...cells];
}
