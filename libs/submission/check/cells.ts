import type { Fault } from '#libs/kernel';
import type { Cell } from '#libs/spreadsheets';
import { submissionErrors } from '../errors.js';
import { cellText } from './cell-text.js';
import type { Column } from '../forms/index.js';
import { nameKey, unitOf } from './headers.js';

/** What a cell says: a value for the line (undefined: the line has no such field), or why it can't be read. */
export type ReadCell = { readonly value: unknown; readonly fault?: undefined } | { readonly fault: Fault };

/** Of a text in a line (libs/scheme). */
const MOST_CHARACTERS = 200;
const ERRORS = /^#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|#+$)/;

/**
 * Reads a cell by its column's rule. Texts are trimmed and else kept as delivered; numbers, days and words may be written in full-width forms, days also as 2023/5/1 or
 * 2023年5月1日. Whether a code, decimal or day is right is the dossier's to say.
 */
export function readCell(column: Column, cell: Cell): ReadCell {
  const text = cellText(cell);
  if (text === '') return column.required ? refused('submission.cellEmpty', column) : { value: column.empty === 'null' ? null : undefined };
  const kind = typeof cell === 'string' ? 'text' : cell.kind;
  // A CSV file has the error of a formula as text.
  if (kind === 'error' || ERRORS.test(text)) return refused('submission.cellError', column, text);
  if (text.length > (column.longest ?? MOST_CHARACTERS)) return refused('submission.tooLong', column, text);
  switch (column.cell.kind) {
    case 'code':
      // In a CSV file a number that a spreadsheet has shortened stands as text: 9.13502E+17.
      return kind !== 'text' || /^\d(\.\d+)?E\+\d+$/i.test(text) ? refused('submission.codeNotText', column, text) : { value: text };
    case 'text':
      return { value: text };
    case 'decimal':
      return { value: decimalText(column, text) };
    case 'day':
      return readDay(column, text);
    case 'yesNo':
      return readYesNo(column, text);
    case 'words':
      return readWord(column, column.cell.words, text);
  }
}

function refused(code: Parameters<typeof submissionErrors.fault>[0], { header }: Column, value = '', allowed = ''): ReadCell {
  return { fault: submissionErrors.fault(code, { column: header, value: value.slice(0, 80), allowed }) };
}

/** A percentage may be written with its sign, which a cell formatted so has. */
function decimalText({ header }: Column, text: string): string {
  const plain = text.normalize('NFKC').trim();
  return unitOf(header) === '%' ? plain.replace(/\s*%$/, '') : plain;
}

const DAYS = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?: \d{1,2}:\d{2}(?::\d{2})?)?$/,
  /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日$/,
  /^(\d{4})(\d{2})(\d{2})$/,
];

function readDay(column: Column, text: string): ReadCell {
  const plain = text.normalize('NFKC').replace(/\s*([年月日/.-])\s*/g, '$1');
  const parts = DAYS.map((form) => form.exec(plain)).find((match) => match !== null);
  if (!parts) return refused('submission.notADay', column, text);
  const [, year, month, day] = parts as unknown as [string, string, string, string];
  return { value: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` };
}

function readYesNo(column: Column, text: string): ReadCell {
  if (text !== '是' && text !== '否') return refused('submission.notYesNo', column, text);
  return { value: text === '是' };
}

function readWord(column: Column, words: Readonly<Record<string, string>>, text: string): ReadCell {
  const key = nameKey(text);
  const word = Object.keys(words).find((candidate) => nameKey(candidate) === key);
  if (word === undefined) return refused('submission.wordUnknown', column, text, Object.keys(words).join('、'));
  return { value: words[word] };
}
