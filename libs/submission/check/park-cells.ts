import type { Cell } from '#libs/spreadsheets';
import { submissionErrors } from '../errors.js';
import { NAME_COLUMN, PARK_COLUMN, PARK_NAME } from '../forms/index.js';
import type { Findings } from './findings.js';
import { nameKey } from './headers.js';
import type { CheckSituation } from './situation.js';
import type { Table } from './table.js';

const TOTAL = /^(本页|本表)?(合计|总计|小计|共计|累计)(数)?$/;

/** Refuses a row of totals: what a list adds up to is computed. */
export function isTotalRow(table: Table, row: number, findings: Findings): boolean {
  const keys = [PARK_COLUMN, PARK_NAME, ...table.form.columns.map(({ field }) => field), NAME_COLUMN];
  const key = keys.find((candidate) => TOTAL.test(nameKey(table.text(row, candidate))));
  if (key === undefined) return false;
  findings.error(table.place(row, key), submissionErrors.fault('submission.totalRow'));
  return true;
}

/** The park that a row is about, as its cell has it. A park that is not registered, or that the caller may not write of, is an error; another name than the registered one looks odd. */
export function readPark(table: Table, row: number, { parks, mine, caller }: CheckSituation, findings: Findings): string {
  const cell: Cell = table.cell(row, PARK_COLUMN);
  const park = table.park(row);
  if (!table.has(PARK_COLUMN) || table.isCovered(row, PARK_COLUMN)) return park;
  const place = table.place(row, PARK_COLUMN);
  if (park === '') findings.error(place, submissionErrors.fault('submission.cellEmpty', { column: PARK_COLUMN }));
  else if (typeof cell !== 'string')
    findings.error(place, submissionErrors.fault('submission.codeNotText', { column: PARK_COLUMN, value: park }));
  else if (!parks.has(park)) findings.error(place, submissionErrors.fault('submission.unknownPark', { park }));
  else if ((caller.park !== undefined && caller.park !== park) || mine?.(park) === false)
    findings.error(place, submissionErrors.fault('submission.notYourPark', { park }));
  else warnOfName(table, row, PARK_NAME, park, parks.get(park), findings);
  return park;
}

/** An enterprise as the register and the roster know it: another name, or not a tenant, looks odd. */
export function lookAtEnterprise(
  table: Table,
  row: number,
  uscc: string,
  park: string,
  situation: CheckSituation,
  findings: Findings,
): void {
  warnOfName(table, row, NAME_COLUMN, uscc, situation.enterpriseName?.(uscc), findings);
  if (situation.kind === 'roster' || situation.tenants?.(park)?.has(uscc) !== false) return;
  findings.warn(table.place(row, 'uscc'), submissionErrors.fault('submission.notOnRoster', { uscc }));
}

function warnOfName(table: Table, row: number, key: string, code: string, registered: string | undefined, findings: Findings): void {
  const given = table.text(row, key);
  if (given === '' || registered === undefined || nameKey(given) === nameKey(registered)) return;
  findings.warn(table.place(row, key), submissionErrors.fault('submission.nameDiffers', { code, registered, given }));
}
