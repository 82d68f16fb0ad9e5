import { dossierErrors, type Verdict } from '#libs/dossier';
import { metricInWords } from '#libs/scheme';
import type { Workbook } from '#libs/spreadsheets';
import { submissionErrors } from '../errors.js';
import { type Form, formsFor, NIL, verificationFormOf } from '../forms/index.js';
import type { CheckedWorkbook, DossierVerdicts } from './checked.js';
import { tableOf } from './find-table.js';
import type { Findings } from './findings.js';
import { readFields } from './lists.js';
import { readPark } from './park-cells.js';
import { refuseMerges } from './refuse-merges.js';
import { assignSheets } from './sheets.js';
import { warnOfChanges } from './shown-changes.js';
import type { AwaitingFact, CheckSituation } from './situation.js';
import type { Table } from './table.js';

interface VerdictRow {
  readonly table: Table<Form>;
  readonly row: number;
  readonly version: string;
  readonly line: string;
  readonly verdict?: Verdict['verdict'];
  readonly reason?: string;
  /** Fields that were found faulty already. */
  readonly faulty: ReadonlySet<string>;
}
interface Group {
  readonly park: string;
  readonly form: Form;
  readonly rows: VerdictRow[];
}

/** Reads what a department says of the lines that await it. A fact is decided whole or not at all; every line of the version that the sheet was made for has its row. */
export function readVerdicts(
  workbook: Workbook,
  situation: CheckSituation,
  findings: Findings,
): Pick<CheckedWorkbook, 'rows' | 'verdicts'> {
  const { scheme, caller, year } = situation;
  const forms = formsFor('verification', scheme, caller.department).map(({ metric }) => verificationFormOf(metric, scheme));
  const named = forms.map((form) => ({ form, names: [form.sheet, form.metric.name, form.metric.code] }));
  const tables = assignSheets(workbook, named, findings).flatMap(({ sheet, form }) => tableOf(sheet, form, findings) ?? []);
  const groups = grouped(tables, situation, findings);
  const parks = new Map<string, DossierVerdicts['facts'][number][]>();
  let rows = 0;
  for (const group of groups) {
    const decided = decide(group, situation, findings);
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

function grouped(tables: readonly Table<Form>[], situation: CheckSituation, findings: Findings): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const table of tables) {
    refuseMerges(table, findings);
    for (const row of table.rows) {
      const park = readPark(table, row, situation, findings);
      const key = `${park}\n${table.form.metric.code}`;
      const group = groups.get(key) ?? { park, form: table.form, rows: [] };
      groups.set(key, group);
      const { fields, faulty } = readFields(table, row, findings);
      const { verdict, verdictReason: reason } = fields as { verdict?: Verdict['verdict']; verdictReason?: string };
      const line = table.text(row, 'lineId');
      const own = { table, row, version: table.text(row, 'version'), line, faulty };
      group.rows.push({ ...own, ...(verdict ? { verdict } : {}), ...(reason === undefined ? {} : { reason }) });
    }
  }
  return [...groups.values()];
}

/** The verdicts on one fact; undefined where it is not decided this time, or something is wrong with its rows. */
function decide({ park, form, rows }: Group, situation: CheckSituation, findings: Findings): DossierVerdicts['facts'][number] | undefined {
  const [first] = rows as [VerdictRow];
  const at = first.table.place(first.row);
  const about = { park, metric: metricInWords(form.metric) };
  if (rows.every(({ verdict, faulty }) => verdict === undefined && !faulty.has('verdict'))) {
    findings.warn(at, submissionErrors.fault('submission.undecided', about));
    return undefined;
  }
  const fact = situation.awaiting?.find((one) => one.park === park && one.metric === form.metric.code);
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

/** An empty list has one row, which says 无: it can only be confirmed. */
function ofNothing({ version }: AwaitingFact, rows: readonly VerdictRow[], findings: Findings): readonly Verdict[] {
  for (const { table, row, verdict, line } of rows) {
    if (line !== '') findings.error(table.place(row, 'lineId'), dossierErrors.fault('dossier.verdictUnknownLine', { version, line }));
    else if (verdict !== undefined && verdict !== 'confirmed')
      findings.error(
        table.place(row, 'verdict'),
        submissionErrors.fault('submission.nilOnlyConfirmed', { verdict: table.text(row, 'verdict') }),
      );
  }
  return [];
}

function ofLines(
  { lines, version }: AwaitingFact,
  rows: readonly VerdictRow[],
  about: Parameters<typeof submissionErrors.fault>[1],
  findings: Findings,
): readonly Verdict[] {
  const left = new Map(lines.map((line) => [line.id, line]));
  const known = new Set(left.keys());
  const verdicts: Verdict[] = [];
  let unread = 0;
  for (const { table, row, line, verdict, reason, faulty } of rows) {
    const delivered = left.get(line);
    left.delete(line);
    if (faulty.has('lineId')) unread += 1;
    else if (!known.has(line))
      findings.error(table.place(row, 'lineId'), dossierErrors.fault('dossier.verdictUnknownLine', { version, line }));
    else if (!delivered) findings.error(table.place(row, 'lineId'), dossierErrors.fault('dossier.verdictTwice', { line }));
    else warnOfChanges(table, row, delivered, findings);
    if (verdict === undefined) {
      if (!faulty.has('verdict')) findings.error(table.place(row, 'verdict'), submissionErrors.fault('submission.verdictMissing'));
    } else if (verdict !== 'confirmed' && reason === undefined) {
      if (!faulty.has('verdictReason')) findings.error(table.place(row, 'verdictReason'), dossierErrors.fault('dossier.reasonMissing'));
    } else verdicts.push({ line, verdict, ...(reason === undefined ? {} : { reason }) });
  }
  if (left.size > unread) {
    const [first] = rows as [VerdictRow];
    const params = { ...about, count: left.size, lines: [...left.keys()].slice(0, 10).join('、') };
    findings.error(first.table.place(first.row), submissionErrors.fault('submission.verdictRowsMissing', params));
  }
  return verdicts;
}
