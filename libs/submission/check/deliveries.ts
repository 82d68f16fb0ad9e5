import type { Workbook } from '#libs/spreadsheets';
import { formsFor, type Form } from '../forms/index.js';
import { submissionErrors } from '../errors.js';
import { STEP } from '../steps.js';
import type { DossierDelivery } from './checked.js';
import { warnOfClashes } from './clashes.js';
import { tableOf } from './find-table.js';
import type { Findings } from './findings.js';
import { describedBy, judgeList } from './judge.js';
import { isUntouched, type ParkList, ParkLists, readRow, touchedRows } from './lists.js';
import type { CheckProgress } from './progress.js';
import { refuseMerges } from './refuse-merges.js';
import { assignSheets } from './sheets.js';
import type { CheckSituation } from './situation.js';
import type { Table } from './table.js';

/** Reads the lists of a delivery, a declaration or a roster. Yields its progress, in rows, so that whoever drives it can breathe. */
export function* readDeliveries(
  workbook: Workbook,
  situation: CheckSituation,
  findings: Findings,
): Generator<CheckProgress, { readonly rows: number; readonly deliveries: readonly DossierDelivery[] }> {
  const tables = listTables(workbook, situation, findings);
  const total = 2 * tables.reduce((sum, table) => sum + table.rows.length, 0);
  const lists = new ParkLists();
  let done = 0;
  yield { done, total };
  for (const table of tables) {
    refuseMerges(table, findings);
    for (const row of touchedRows(table, findings)) {
      readRow(table, row, lists, situation, findings);
      done += 1;
      if (done % STEP === 0) yield { done, total };
    }
  }
  const evidence = describedBy(workbook, situation.hash);
  let since = 0;
  for (const list of lists.all()) {
    judgeList(list, evidence, situation, findings);
    since += list.rows.length + 1;
    if (since < STEP) continue;
    done = Math.min(done + since, total);
    since = 0;
    yield { done, total };
  }
  if (!findings.hasErrors) for (const _ of warnOfClashes(lists.all(), situation, findings)) yield { done: total, total };
  return { rows: total / 2, deliveries: findings.hasErrors ? [] : byPark(lists.all(), situation.year) };
}

function listTables(workbook: Workbook, situation: CheckSituation, findings: Findings): readonly Table<Form>[] {
  const { kind, scheme, caller } = situation;
  const forms = formsFor(kind, scheme, caller.department);
  const named = forms.map((form) => ({ form, names: [form.sheet, form.metric.name, form.metric.code] }));
  const assigned = assignSheets(workbook, named, findings);
  const tables = assigned.flatMap(({ sheet, form }) => tableOf(sheet, form, findings) ?? []);
  const touched = tables.filter((table) => !isUntouched(table));
  for (const table of tables) {
    if (touched.includes(table)) continue;
    const fault = submissionErrors.fault(touched.length === 0 ? 'submission.nothingFilled' : 'submission.sheetUntouched', {
      sheet: table.sheet.name,
    });
    if (touched.length === 0) findings.error(table.place(table.headerRow), fault);
    else findings.warn(table.place(table.headerRow), fault);
  }
  return touched;
}

function byPark(lists: readonly ParkList[], year: number): readonly DossierDelivery[] {
  const parks = new Map<string, DossierDelivery['facts'][number][]>();
  for (const { park, form, rows } of lists) {
    const facts = parks.get(park) ?? [];
    parks.set(park, facts);
    facts.push({ metric: form.metric.code, lines: rows.map(({ line }) => line) });
  }
  return [...parks].map(([park, facts]) => ({ park, year, facts }));
}
