import { ERROR_SHEET, type Sheet, type Workbook } from '#libs/spreadsheets';
import { submissionErrors } from '../errors.js';
import { type ListForm, NOTES_SHEET } from '../forms/index.js';
import type { Findings, Place } from './findings.js';
import { nameKey } from './headers.js';
import { allColumns, headerRowOf } from './find-table.js';

/** A sheet and the list that it is. */
export interface AssignedSheet<F extends ListForm> {
  readonly sheet: Sheet;
  readonly form: F;
}

/** A list with the names by which its sheet may be known. */
export interface NamedForm<F extends ListForm> {
  readonly form: F;
  readonly names: readonly string[];
}

const silent: ReadonlySet<string> = new Set([NOTES_SHEET, ERROR_SHEET].map(nameKey));
const whole = (sheet: string): Place => ({ sheet, row: 1, column: null, index: null });
const withoutExtension = (name: string): string => name.replace(/\.(csv|xlsx|xls)$/i, '');

/**
 * Which list each sheet is: by its name, by a name that holds the list's (`2023-税收.csv`), otherwise by its headers where only one list has them. What is no list is
 * passed over with a note; a hidden list, a sheet that may be several lists and a file without any are errors.
 */
export function assignSheets<F extends ListForm>(
  workbook: Workbook,
  forms: readonly NamedForm<F>[],
  findings: Findings,
): readonly AssignedSheet<F>[] {
  const all = forms.map(({ form }) => form);
  for (const name of workbook.hidden)
    if (byName(name, forms, true)) findings.error(whole(name), submissionErrors.fault('submission.sheetHidden', { sheet: name }));
  const passedOver: Sheet[] = [];
  const assigned: AssignedSheet<F>[] = [];
  let unclear = false;
  for (const sheet of workbook.sheets.filter(({ name, rows }) => rows.length > 0 && !silent.has(nameKey(name)))) {
    const exact = byName(sheet.name, forms, workbook.format !== 'csv');
    const named = exact ?? byName(sheet.name, forms, false);
    if (named && (exact || headerRowOf(sheet, named))) assigned.push({ sheet, form: named });
    else {
      const [only, ...more] = byHeader(sheet, all, (form, own) => own === allColumns(form).length);
      if (only && more.length === 0) assigned.push({ sheet, form: only });
      else if (only) {
        unclear = true;
        const params = { sheet: sheet.name, forms: [only, ...more].map((form) => form.sheet).join('、') };
        findings.error(whole(sheet.name), submissionErrors.fault('submission.sheetUnclear', params));
      } else passedOver.push(sheet);
    }
  }
  const guessed = assigned.length === 0 && !unclear ? passedOver.flatMap((sheet) => nearest(sheet, all)) : [];
  for (const { name } of passedOver.filter((sheet) => !guessed.some((guess) => guess.sheet === sheet)))
    findings.warn(whole(name), submissionErrors.fault('submission.sheetIgnored', { sheet: name }));
  const found = [...assigned, ...guessed];
  if (found.length === 0 && !unclear) {
    const name = workbook.sheets[0]?.name ?? '';
    const sheets = workbook.sheets.map((sheet) => sheet.name).join('、') || '无';
    const params = { sheets, expected: all.map(({ sheet }) => sheet).join('、') };
    findings.error(whole(name), submissionErrors.fault('submission.noSheet', params));
  }
  return found;
}

/** The list of a sheet's name: the same, or (a file's name above all) one that holds it; of several the longest. */
function byName<F extends ListForm>(name: string, forms: readonly NamedForm<F>[], exactly: boolean): F | undefined {
  const key = nameKey(withoutExtension(name));
  const matches = forms.flatMap(({ form, names }) =>
    names.map(nameKey).flatMap((known) => ((exactly ? key === known : key.includes(known)) ? [{ form, length: known.length }] : [])),
  );
  return matches.sort((a, b) => b.length - a.length)[0]?.form;
}

/** The lists whose headers a sheet has; of those only the ones with the most columns, for a list's headers may be part of another's. */
function byHeader<F extends ListForm>(sheet: Sheet, forms: readonly F[], enough: (form: F, own: number) => boolean): readonly F[] {
  const matching = forms.flatMap((form) => {
    const own = headerRowOf(sheet, form)?.own ?? 0;
    return own > 0 && enough(form, own) ? [{ form, own }] : [];
  });
  const most = Math.max(...matching.map(({ own }) => own));
  return matching.filter(({ own }) => own === most).map(({ form }) => form);
}

/** Where no sheet is a list: the one list that a sheet comes nearest to, so that what is missing can be named. */
function nearest<F extends ListForm>(sheet: Sheet, forms: readonly F[]): readonly AssignedSheet<F>[] {
  const [only, ...more] = byHeader(sheet, forms, (form, own) => own * 2 >= allColumns(form).length);
  return only && more.length === 0 ? [{ sheet, form: only }] : [];
}
