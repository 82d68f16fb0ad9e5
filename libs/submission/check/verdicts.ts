import { dossierErrors, type Verdict } from '#libs/dossier';
import { metricInWords } from '#libs/scheme';
import type { Workbook } from '#libs/spreadsheets';
import { submissionErrors } from '../errors.js';
import { STEP } from '../steps.js';
import { type Form, formsFor, NIL, verificationFormOf } from '../forms/index.js';
import type { CheckedWorkbook, DossierVerdicts } from './checked.js';
import { tableOf } from './find-table.js';
import type { Findings } from './findings.js';
import { readFields } from './lists.js';
import { readPark } from './park-cells.js';
import type { CheckProgress } from './progress.js';
import { refuseMerges } from './refuse-merges.js';
import { assignSheets } from './sheets.js';
import type { AwaitingFact, CheckSituation } from './situation.js';
import type { Table } from './table.js';
import { ofLines, ofNothing, type VerdictRow } from './verdict-lines.js';

const keyOf = (park: string, metric: string): string => `${park}\n${metric}`;

interface Group {
  readonly park: string;
  readonly form: Form;
  readonly rows: VerdictRow[];
}

/** Reads what a department says of the lines that await it. A fact is decided whole or not at all; every line of the version that the sheet was made for has its row. */
export function* readVerdicts(
  workbook: Workbook,
  situation: CheckSituation,
  findings: Findings,
): Generator<CheckProgress, Pick<CheckedWorkbook, 'rows' | 'verdicts'>> {
  const { scheme, caller, year } = situation;
  const forms = formsFor('verification', scheme, caller.department).map(({ metric }) => verificationFormOf(metric, scheme));
  const named = forms.map((form) => ({ form, names: [form.sheet, form.metric.name, form.metric.code] }));
  const tables = assignSheets(workbook, named, findings).flatMap(({ sheet, form }) => tableOf(sheet, form, findings) ?? []);
  const all = tables.reduce((sum, table) => sum + table.rows.length, 0);
  const groups = yield* grouped(tables, 2 * all, situation, findings);
  const awaiting = new Map((situation.awaiting ?? []).map((fact) => [keyOf(fact.park, fact.metric), fact]));
  const parks = new Map<string, DossierVerdicts['facts'][number][]>();
  let [rows, done, told] = [0, all, all];
  for (const group of groups) {
    const decided = decide(group, awaiting, situation, findings);
    done += group.rows.length;
    if (done - told >= STEP) yield { done: (told = done), total: 2 * all };
    if (!decided) continue;
    rows += group.rows.length;
    parks.set(group.park, [...(parks.get(group.park) ?? []), decided]);
  }
  if (parks.size === 0 && !findings.hasErrors) {
    const [table] = tables;
    if (table)
      findings.error(table.place(table.headerRow), submissionErrors.fault('submission.nothingFilled', { sheet: table.sheet.name }));
  }
  return { rows, verdicts: findings.hasErrors ? [] : [...parks].map(([park, facts]) => ({ park, year, facts })) };
}

function* grouped(
  tables: readonly Table<Form>[],
  total: number,
  situation: CheckSituation,
  findings: Findings,
): Generator<CheckProgress, readonly Group[]> {
  const groups = new Map<string, Group>();
  let done = 0;
  for (const table of tables) {
    refuseMerges(table, findings);
    for (const row of table.rows) {
      const park = readPark(table, row, situation, findings);
      const key = keyOf(park, table.form.metric.code);
      const group = groups.get(key) ?? { park, form: table.form, rows: [] };
      groups.set(key, group);
      const { fields, faulty } = readFields(table, row, findings);
      const { verdict, verdictReason: reason } = fields as { verdict?: Verdict['verdict']; verdictReason?: string };
      const line = table.text(row, 'lineId');
      const own = { table, row, version: table.text(row, 'version'), line, faulty };
      group.rows.push({ ...own, ...(verdict ? { verdict } : {}), ...(reason === undefined ? {} : { reason }) });
      done += 1;
      if (done % STEP === 0) yield { done, total };
    }
  }
  return [...groups.values()];
}

/** The verdicts on one fact; undefined where it is not decided this time, or something is wrong with its rows. */
function decide(
  { park, form, rows }: Group,
  awaiting: ReadonlyMap<string, AwaitingFact>,
  situation: CheckSituation,
  findings: Findings,
): DossierVerdicts['facts'][number] | undefined {
  const [first] = rows as [VerdictRow];
  const at = first.table.place(first.row);
  const about = { park, metric: metricInWords(form.metric) };
  if (rows.every(({ verdict, faulty }) => verdict === undefined && !faulty.has('verdict'))) {
    findings.warn(at, submissionErrors.fault('submission.undecided', about));
    return undefined;
  }
  const fact = awaiting.get(keyOf(park, form.metric.code));
  if (!fact) {
    if (situation.parks.has(park)) findings.error(at, submissionErrors.fault('submission.nothingAwaits', about));
    return undefined;
  }
  const over = rows.find(({ version, faulty }) => !faulty.has('version') && version !== String(fact.version));
  if (over) {
    const params = { ...about, current: fact.version, given: over.version || NIL };
    findings.error(over.table.place(over.row, 'version'), submissionErrors.fault('submission.versionOver', params));
    return undefined;
  }
  if (fact.deliveredBy === situation.caller.account)
    findings.error(at, dossierErrors.fault('dossier.verifyOwn', { metric: about.metric, version: fact.version }));
  const verdicts = fact.lines.length === 0 ? ofNothing(fact, rows, findings) : ofLines(fact, rows, about, findings);
  return { metric: fact.metric, version: fact.version, verdicts };
}
