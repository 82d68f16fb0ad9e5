import { submissionErrors } from '../errors.js';
import { type Column, type Form, NIL, PARK_COLUMN } from '../forms/index.js';
import { readCell } from './cells.js';
import type { DeliveredLine } from './checked.js';
import type { Findings } from './findings.js';
import { isTotalRow, lookAtEnterprise, readPark } from './park-cells.js';
import type { CheckSituation } from './situation.js';
import type { Table } from './table.js';

/** A row as a line, with the fields that were found faulty already. */
export interface ListRow {
  readonly table: Table<Form>;
  readonly row: number;
  readonly line: DeliveredLine;
  readonly faulty: ReadonlySet<string>;
}

/** What a workbook lists of one park under one metric, from whatever sheets. */
export interface ParkList {
  readonly park: string;
  readonly form: Form;
  readonly rows: ListRow[];
  /** Where it says 无. */
  nil?: { readonly table: Table<Form>; readonly row: number };
}

/** Lists by park and metric, in the file's order. */
export class ParkLists {
  private readonly lists = new Map<string, ParkList>();

  all(): readonly ParkList[] {
    return [...this.lists.values()];
  }

  of(park: string, form: Form): ParkList {
    const key = `${park}\n${form.metric.code}`;
    const known = this.lists.get(key);
    if (known) return known;
    const list: ParkList = { park, form, rows: [] };
    this.lists.set(key, list);
    return list;
  }
}

/** What stands in a row before anybody writes: the enterprises' codes of an amount list. */
const printed = ({ form }: Table<Form>): string | undefined => (form.metric.lines === 'enterpriseAmount' ? 'uscc' : undefined);

/** Whether nobody wrote into a sheet: it is not delivered this time. */
export function isUntouched(table: Table<Form>): boolean {
  return !table.rows.some((row) => table.isFilled(row, printed(table)));
}

/**
 * The rows that are delivered: a park into none of whose rows anybody wrote is not delivered this time, which is said once. So an office delivers the parks that it has,
 * and the others later.
 */
export function touchedRows(table: Table<Form>, findings: Findings): readonly number[] {
  const { form } = table;
  const code = printed(table);
  const parkOf = (row: number): string => table.park(row);
  const isNil = (row: number): boolean => table.text(row, form.columns[0]?.field ?? '') === NIL;
  const touched = new Set(table.rows.filter((row) => isNil(row) || table.isFilled(row, code)).map(parkOf));
  const told = new Set<string>();
  return table.rows.filter((row) => {
    const park = parkOf(row);
    if (park === '' || touched.has(park)) return true;
    if (!told.has(park)) findings.warn(table.place(row, PARK_COLUMN), submissionErrors.fault('submission.parkUntouched', { park }));
    told.add(park);
    return false;
  });
}

/** Reads one row of a list: a line, 无, or what is wrong with it. */
export function readRow(table: Table<Form>, row: number, lists: ParkLists, situation: CheckSituation, findings: Findings): void {
  if (isTotalRow(table, row, findings)) return;
  const { form } = table;
  const [first] = form.columns as [Column, ...Column[]];
  const park = readPark(table, row, situation, findings);
  if (!table.isFilled(row) && !table.hasCovered(row)) {
    findings.error(table.place(row), submissionErrors.fault('submission.rowUnfilled', { column: first.header }));
    return;
  }
  const list = lists.of(park, form);
  // 无 is no word for what a park has or has not: that is 否.
  if (first.cell.kind !== 'yesNo' && table.text(row, first.field) === NIL) return readNil(table, row, list, findings);
  const { fields, faulty } = readFields(table, row, findings);
  if (typeof fields.uscc === 'string') lookAtEnterprise(table, row, fields.uscc, park, situation, findings);
  list.rows.push({ table, row, line: { ...fields, source: { hash: situation.hash, sheet: table.sheet.name, row } }, faulty });
}

function readNil(table: Table<Form>, row: number, list: ParkList, findings: Findings): void {
  if (list.nil) findings.error(table.place(row), submissionErrors.fault('submission.nilTwice', { park: list.park, row: list.nil.row }));
  list.nil ??= { table, row };
  for (const { field, header } of table.form.columns.slice(1)) {
    if (table.text(row, field) !== '')
      findings.error(table.place(row, field), submissionErrors.fault('submission.nilNotAlone', { column: header }));
  }
}

/** The cells of a row by their fields. Fields that can't be read, whose column is missing or whose cell is covered are named: what the dossier says of them is said already. */
export function readFields(
  table: Table,
  row: number,
  findings: Findings,
): { readonly fields: Readonly<Record<string, unknown>>; readonly faulty: ReadonlySet<string> } {
  const fields: Record<string, unknown> = {};
  const faulty = new Set<string>();
  for (const column of table.form.columns) {
    if (!table.has(column.field) || table.isCovered(row, column.field)) {
      faulty.add(column.field);
      continue;
    }
    const read = readCell(column, table.cell(row, column.field));
    if (read.fault) {
      faulty.add(column.field);
      findings.error(table.place(row, column.field), read.fault);
    } else if (read.value !== undefined) fields[column.field] = read.value;
  }
  return { fields, faulty };
}
