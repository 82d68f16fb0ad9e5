import { compareDecimals, isDecimalText } from '#libs/kernel';
import type { FactLine } from '#libs/scheme';
import { submissionErrors } from '../errors.js';
import { type Form, writeCell } from '../forms/index.js';
import type { Findings } from './findings.js';
import { nameKey } from './headers.js';
import type { Table } from './table.js';

/** What a verifier wrote over a delivered value is not read: it is said. */
export function warnOfChanges(table: Table<Form>, row: number, line: FactLine, findings: Findings): void {
  for (const column of table.form.shown ?? []) {
    if (!table.has(column.field) || table.isCovered(row, column.field)) continue;
    const before = writeCell(column, (line as unknown as Readonly<Record<string, unknown>>)[column.field]);
    if (isSame(before, table.text(row, column.field))) continue;
    findings.warn(table.place(row, column.field), submissionErrors.fault('submission.shownChanged', { column: column.header, before }));
  }
}

function isSame(before: string, shown: string): boolean {
  if (isDecimalText(before) && isDecimalText(shown)) return compareDecimals(before, shown) === 0;
  return nameKey(before) === nameKey(shown);
}
