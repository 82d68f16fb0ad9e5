import { ERROR_COLUMN, type Sheet, textOf } from '#libs/spreadsheets';
import { submissionErrors } from '../errors.js';
import { type Column, type ListForm, MONTHS_COLUMN, NAME_COLUMN, PARK_COLUMN, PARK_NAME } from '../forms/index.js';
import type { Findings, Place } from './findings.js';
import { headerKey, unitOf } from './headers.js';
import { Table } from './table.js';

/** Titles may stand above the header, but not more rows than these. */
const HEADER_WITHIN = 10;
/** Columns that nobody need be told are not read: numbers of rows, remarks, what a workbook that was sent back says of its errors. */
const silent: ReadonlySet<string> = new Set([MONTHS_COLUMN, '序号', '备注', ERROR_COLUMN].map(headerKey));

/** A list's columns and those that are only shown. */
export const allColumns = ({ columns, shown = [] }: ListForm): readonly Column[] => [...shown, ...columns];

/** The columns of a list with what each is read as. */
const keysOf = ({ columns, shown = [], named }: ListForm): ReadonlyMap<string, string> =>
  new Map([
    [headerKey(PARK_COLUMN), PARK_COLUMN],
    [headerKey(PARK_NAME), PARK_NAME],
    ...(named ? [[headerKey(NAME_COLUMN), NAME_COLUMN] as const] : []),
    ...[...shown, ...columns].map(({ header, field }) => [headerKey(header), field] as const),
  ]);

const known = new WeakMap<Sheet, readonly (readonly string[])[]>();

/** What the texts of a sheet's first rows are compared by. Every list is held against them, and they may be long. */
function firstKeys(sheet: Sheet): readonly (readonly string[])[] {
  const keys = known.get(sheet) ?? sheet.rows.slice(0, HEADER_WITHIN).map((cells) => cells.map((cell) => headerKey(textOf(cell))));
  known.set(sheet, keys);
  return keys;
}

/** The row that has most of a list's headers, among the first ones; undefined where none has two (one, where the park's code is it). */
export function headerRowOf(sheet: Sheet, form: ListForm): { readonly row: number; readonly own: number } | undefined {
  const keys = keysOf(form);
  let best: { row: number; own: number; all: number } | undefined;
  firstKeys(sheet).forEach((texts, index) => {
    const found = new Set(texts.map((text) => keys.get(text)).filter((key) => key !== undefined));
    const own = allColumns(form).filter(({ field }) => found.has(field)).length;
    if ((found.size > 1 || found.has(PARK_COLUMN)) && found.size > (best?.all ?? 0)) best = { row: index + 1, own, all: found.size };
  });
  return best;
}

/** Finds a list's columns by their headers, in any order, and says what is missing, doubled, in another unit or not read. */
export function tableOf<F extends ListForm>(sheet: Sheet, form: F, findings: Findings): Table<F> | undefined {
  const header = headerRowOf(sheet, form);
  if (!header) {
    const fault = submissionErrors.fault('submission.headerMissing', { rows: HEADER_WITHIN, column: PARK_COLUMN });
    findings.error({ sheet: sheet.name, row: 1, column: null, index: null }, fault);
    return undefined;
  }
  const keys = keysOf(form);
  const columns = new Map<string, number>();
  const expected = new Map(form.columns.map((column) => [column.field, unitOf(column.header)]));
  (sheet.rows[header.row - 1] ?? []).forEach((cell, index) => {
    const text = textOf(cell).trim();
    const place: Place = { sheet: sheet.name, row: header.row, column: text, index, cell };
    const key = keys.get(headerKey(text));
    if (key === undefined) {
      if (text !== '' && !silent.has(headerKey(text)))
        findings.warn(place, submissionErrors.fault('submission.columnIgnored', { column: text }));
      return;
    }
    if (columns.has(key)) return findings.error(place, submissionErrors.fault('submission.columnTwice', { column: text }));
    columns.set(key, index);
    const [unit, given] = [expected.get(key), unitOf(text)];
    if (unit !== undefined && given !== undefined && unit !== given)
      findings.error(place, submissionErrors.fault('submission.unitDiffers', { column: text, given, expected: unit }));
  });
  const demanded = [{ header: PARK_COLUMN, field: PARK_COLUMN }, ...form.columns].filter(({ field }) => !columns.has(field));
  for (const { header: column } of demanded) {
    const place: Place = { sheet: sheet.name, row: header.row, column, index: null };
    findings.error(place, submissionErrors.fault('submission.columnMissing', { column }));
  }
  return new Table(sheet, form, header.row, columns);
}
