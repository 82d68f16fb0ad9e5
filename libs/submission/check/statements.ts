import { isIsoDate, valueErrors } from '#libs/kernel';
import { type Accident, lastDayOf, registryErrors, type Severity } from '#libs/registry';
import type { Workbook } from '#libs/spreadsheets';
import { submissionErrors } from '../errors.js';
import { type ListForm, statementForm } from '../forms/index.js';
import type { CheckedWorkbook, ParkStatement, StatedAccident } from './checked.js';
import { tableOf } from './find-table.js';
import type { Findings } from './findings.js';
import { readFields } from './lists.js';
import { isTotalRow, readPark } from './park-cells.js';
import { refuseMerges } from './refuse-merges.js';
import { assignSheets } from './sheets.js';
import type { CheckSituation } from './situation.js';
import type { Table } from './table.js';

interface StatementRow {
  readonly table: Table;
  readonly row: number;
  /** It says 无. */
  readonly isNil: boolean;
  readonly accident: StatedAccident | undefined;
  /** Fields that were found faulty already. */
  readonly faulty: ReadonlySet<string>;
}

/** Reads 应急's statements: each park's accidents of the year, or that there were none, so that the registry can record them. */
export function readStatements(
  workbook: Workbook,
  situation: CheckSituation,
  findings: Findings,
): Pick<CheckedWorkbook, 'rows' | 'statements'> {
  const { year, today } = situation;
  const form: ListForm = statementForm;
  const tables = assignSheets(workbook, [{ form, names: [form.sheet, 'statements'] }], findings).flatMap(
    ({ sheet }) => tableOf(sheet, form, findings) ?? [],
  );
  const parks = new Map<string, StatementRow[]>();
  let rows = 0;
  for (const table of tables) {
    if (today <= lastDayOf(year)) findings.error(table.place(table.headerRow), registryErrors.fault('registry.yearNotOver', { year }));
    refuseMerges(table, findings);
    for (const row of table.rows) {
      if (isTotalRow(table, row, findings)) continue;
      const park = readPark(table, row, situation, findings);
      if (!table.isFilled(row) && !table.hasCovered(row)) {
        findings.error(table.place(row, 'has'), submissionErrors.fault('submission.cellEmpty', { column: '有无事故' }));
        continue;
      }
      const stated = parks.get(park) ?? [];
      parks.set(park, stated);
      stated.push(readStatement(table, row, situation, findings));
      rows += 1;
    }
  }
  const statements = [...parks].map(([park, stated]) => ofPark(park, stated, situation, findings));
  if (rows === 0 && !findings.hasErrors) {
    const [table] = tables;
    if (table)
      findings.error(table.place(table.headerRow), submissionErrors.fault('submission.nothingFilled', { sheet: table.sheet.name }));
  }
  return { rows, statements: findings.hasErrors ? [] : statements };
}

function readStatement(table: Table, row: number, { year, isDelivered }: CheckSituation, findings: Findings): StatementRow {
  const { fields, faulty } = readFields(table, row, findings);
  const { has, accident, date, severity, reportTitle, reportHash } = fields as Readonly<Record<string, string | undefined>>;
  if (has !== 'some') {
    for (const { field, header } of table.form.columns.slice(1)) {
      if (has === 'none' && table.text(row, field) !== '')
        findings.error(table.place(row, field), submissionErrors.fault('submission.nilNotAlone', { column: header }));
    }
    return { table, row, isNil: has === 'none', accident: undefined, faulty };
  }
  for (const { field, header } of table.form.columns.filter((column) => ['accident', 'date'].includes(column.field))) {
    if (fields[field] === undefined && !faulty.has(field))
      findings.error(table.place(row, field), submissionErrors.fault('submission.accidentFieldMissing', { column: header }));
  }
  if (date !== undefined && !isIsoDate(date))
    findings.error(table.place(row, 'date'), valueErrors.fault('date.invalid', { field: '发生日期', value: date }));
  else if (date !== undefined && !date.startsWith(`${year}-`))
    findings.error(table.place(row, 'date'), submissionErrors.fault('submission.accidentOutsideYear', { date, year }));
  const graded = severity !== undefined && severity !== 'ungraded';
  const isReportRead = !faulty.has('reportTitle') && !faulty.has('reportHash');
  if (graded && isReportRead && (reportTitle === undefined || reportHash === undefined))
    findings.error(
      table.place(row, reportHash === undefined ? 'reportHash' : 'reportTitle'),
      registryErrors.fault('registry.gradingNeedsReport'),
    );
  if (reportHash !== undefined && isDelivered?.(reportHash) === false)
    findings.error(table.place(row, 'reportHash'), submissionErrors.fault('submission.reportUnknown', { hash: reportHash }));
  const report = reportHash !== undefined && reportTitle !== undefined ? { report: { hash: reportHash, title: reportTitle } } : {};
  const stated = { accident: accident ?? '', date: date ?? '', severity: graded ? (severity as Severity) : null, ...report };
  return { table, row, isNil: false, accident: stated, faulty };
}

/** A park's rows against each other and against what is registered. */
function ofPark(park: string, rows: readonly StatementRow[], { year, accidents }: CheckSituation, findings: Findings): ParkStatement {
  const [first] = rows as [StatementRow, ...StatementRow[]];
  const registered = accidents?.(park) ?? [];
  const seen = new Map<string, number>();
  const nil = rows.find(({ isNil }) => isNil);
  for (const { table, row, accident, faulty } of rows) {
    if (nil && row !== nil.row)
      findings.error(table.place(row, 'has'), submissionErrors.fault('submission.nilAndRows', { park, row: nil.row }));
    if (!accident || accident.accident === '') continue;
    const before = seen.get(accident.accident);
    if (before !== undefined)
      findings.error(
        table.place(row, 'accident'),
        submissionErrors.fault('submission.accidentTwice', { accident: accident.accident, row: before }),
      );
    seen.set(accident.accident, row);
    compare({ table, row, accident, faulty }, registered, findings);
  }
  // A row whose accident could not be read may be any of those that are missing.
  const isUnread = rows.some(({ isNil, accident }) => !isNil && (accident?.accident ?? '') === '');
  for (const known of isUnread ? [] : registered.filter(({ id, date }) => date.startsWith(`${year}-`) && !seen.has(id))) {
    const params = { park, accident: known.id };
    findings.error(first.table.place(first.row, 'has'), submissionErrors.fault('submission.accidentNotListed', params));
  }
  return { park, year, accidents: rows.flatMap(({ accident }) => accident ?? []) };
}

function compare(
  { table, row, accident, faulty }: Omit<StatementRow, 'isNil'> & { readonly accident: StatedAccident },
  registered: readonly Accident[],
  findings: Findings,
): void {
  const known = registered.find(({ id }) => id === accident.accident);
  if (!known) return;
  if (!faulty.has('date') && accident.date !== '' && known.date !== accident.date) {
    const params = { accident: known.id, registered: known.date, given: accident.date };
    findings.error(table.place(row, 'date'), submissionErrors.fault('submission.accidentDiffers', params));
  }
  if (known.severity !== null && accident.severity === null && !faulty.has('severity'))
    findings.error(table.place(row, 'severity'), submissionErrors.fault('submission.accidentGraded', { accident: known.id }));
}
