import type { ColumnOut } from '#libs/spreadsheets';
import { type Column, type ListForm, MONTHS_COLUMN, NAME_COLUMN, NIL, PARK_COLUMN, PARK_NAME } from '../forms/index.js';

/** What the ledger takes in no case is not offered: consolidated figures (R24). */
const notOffered: readonly string[] = ['consolidated'];

export const parkColumns: readonly ColumnOut[] = [
  { header: PARK_COLUMN, kind: 'code', width: 12, note: '按登记的代码，不要改动' },
  { header: PARK_NAME, kind: 'text', width: 30, note: '供核对，以代码为准' },
];
export const nameColumn: ColumnOut = { header: NAME_COLUMN, kind: 'text', width: 34, note: '供核对，以代码为准' };
export const monthsColumn: ColumnOut = { header: MONTHS_COLUMN, kind: 'text', width: 22, note: '名单所载在园月份；数额按这些月份取数' };

/** The words that a column offers; the first column of a list also 无. */
export function choicesOf({ cell }: Column, isFirst: boolean): readonly string[] | undefined {
  if (cell.kind === 'yesNo') return ['是', '否'];
  if (cell.kind !== 'words') return undefined;
  const words = Object.keys(cell.words).filter((word) => !notOffered.includes(cell.words[word] ?? ''));
  return isFirst ? [...words, NIL] : words;
}

/** A column as it is written: codes as text, words as drop-downs, what to write at its head. */
export function columnOut(column: Column, isFirst: boolean): ColumnOut {
  const { header, cell, about: note, width } = column;
  const choices = choicesOf(column, isFirst);
  if (choices) return { header, kind: 'words', choices, note, width };
  return { header, kind: cell.kind === 'yesNo' || cell.kind === 'words' ? 'words' : cell.kind, note, width };
}

/** The whole head of a list: the park's columns, then its own, an enterprise's name behind its code. */
export function headOf({ columns, named }: ListForm): readonly ColumnOut[] {
  const own = columns.map((column, i) => columnOut(column, i === 0));
  return [...parkColumns, ...(named ? [...own.slice(0, 1), nameColumn, ...own.slice(1)] : own)];
}
