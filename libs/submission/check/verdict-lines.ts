import { dossierErrors, type Verdict } from '#libs/dossier';
import { submissionErrors } from '../errors.js';
import type { Form } from '../forms/index.js';
import type { Findings } from './findings.js';
import { warnOfChanges } from './shown-changes.js';
import type { AwaitingFact } from './situation.js';
import type { Table } from './table.js';

/** What a row says of a line. */
export interface VerdictRow {
  readonly table: Table<Form>;
  readonly row: number;
  readonly version: string;
  readonly line: string;
  readonly verdict?: Verdict['verdict'];
  readonly reason?: string;
  /** Fields that were found faulty already. */
  readonly faulty: ReadonlySet<string>;
}

/** An empty list has one row, which says 无: it can only be confirmed. */
export function ofNothing({ version }: AwaitingFact, rows: readonly VerdictRow[], findings: Findings): readonly Verdict[] {
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

/** The verdicts on the lines of a version: each line has its row, and a reason where it is not confirmed. */
export function ofLines(
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
