import { areaText } from '#libs/spreadsheets';
import { submissionErrors } from '../errors.js';
import type { Findings } from './findings.js';
import type { Table } from './table.js';

/** Says of each merged area once that it is one: a fact cites a row, whose own cells must say what it says. What is missing below for its sake is not named as well. */
export function refuseMerges(table: Table, findings: Findings): void {
  for (const area of table.merges.areas) {
    const name = areaText(area);
    findings.error(table.firstOf(area), submissionErrors.fault('submission.mergedCells', { area: name }, name));
  }
}
