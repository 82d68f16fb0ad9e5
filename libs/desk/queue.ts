import { factVisibility } from '#libs/access';
import type { Warning } from '#libs/dossier';
import { type Caller, compareIds, dayInChina, type Department, type IsoDate } from '#libs/kernel';
import { type Deadline, verificationDeadline, workingDaysAfter } from './deadlines.js';
import { type DeskYear, mayLookAt } from './desk-year.js';
import { type DeskFact, onDesk } from './facts.js';

export const queueOrders = ['age', 'park', 'metric'] as const;
export type QueueOrder = (typeof queueOrders)[number];

export interface QueueFilter {
  readonly department?: Department;
  readonly park?: string;
  readonly metric?: string;
  /** By age (the longest wait first, which is the default), by park, or by metric in the scheme's order. */
  readonly sort?: QueueOrder;
}

/** One version that awaits its verdicts. */
export interface QueueItem {
  readonly park: string;
  readonly parkName: string;
  /** The dossier's year: that of the evaluation, or the base's. */
  readonly year: number;
  readonly metric: string;
  readonly name: string;
  readonly department: Department;
  readonly version: number;
  readonly lines: number;
  readonly delivered: { readonly account: string; readonly at: string };
  /** The day from which the department could verify it: that of delivery, or of the county's passed review. */
  readonly waitingSince: IsoDate;
  /** Working days since then; null where a year's plan of holidays is not known. */
  readonly age: number | null;
  readonly due: Deadline;
  /** Working days behind its day: 0 while in time. */
  readonly overdue: number | null;
  /** The version that it corrects, if it is a correction. */
  readonly corrects?: number;
  readonly warnings: number;
  /** For who may see the lines: what looked odd on entry, the deliverer's note, why it was corrected. */
  readonly details?: { readonly warnings: readonly Warning[]; readonly note?: string; readonly reason?: string };
}

/** What awaits verification, of dossiers that are not closed. Claims that the county has not reviewed yet are not there. */
export function queueOf(year: DeskYear, caller: Caller, filter: QueueFilter = {}): readonly QueueItem[] {
  const facts = onDesk(year).flatMap(({ dossier, facts: all }) => (dossier.state.holds.length > 0 ? [] : all));
  const waiting = facts.filter(
    ({ dossier, metric, stage }) =>
      stage === 'awaitingVerification' &&
      mayLookAt(caller, dossier.park) &&
      (filter.department === undefined || metric.verifies === filter.department) &&
      (filter.park === undefined || dossier.park.code === filter.park) &&
      (filter.metric === undefined || metric.code === filter.metric),
  );
  return waiting.flatMap((fact) => itemOf(year, caller, fact) ?? []).sort(inOrder(year, filter.sort ?? 'age'));
}

function itemOf(
  { year: evaluation, scheme, today }: DeskYear,
  caller: Caller,
  { dossier, metric, version }: DeskFact,
): QueueItem | undefined {
  if (!version) return undefined;
  const due = verificationDeadline(scheme, metric, evaluation);
  const waitingSince = since(dossier.state.review?.at, version.delivered.at, metric.countyReview);
  const { warnings, note, reason, previous } = version;
  const full = factVisibility(caller, dossier.park.code, metric) === 'full';
  return {
    park: dossier.park.code,
    parkName: dossier.park.name,
    year: dossier.year,
    metric: metric.code,
    name: metric.name,
    department: metric.verifies,
    version: version.version,
    lines: version.lines.length,
    delivered: { account: version.delivered.account, at: version.delivered.at },
    waitingSince,
    age: workingDaysAfter(waitingSince, today),
    due,
    overdue: workingDaysAfter(due.day, today),
    ...(previous === undefined ? {} : { corrects: previous }),
    warnings: warnings.length,
    ...(full ? { details: { warnings, ...(note === undefined ? {} : { note }), ...(reason === undefined ? {} : { reason }) } } : {}),
  };
}

/** A claim could be verified from its review on; a correction of a reviewed claim from its own delivery on. */
function since(reviewed: string | undefined, delivered: string, isClaim: boolean): IsoDate {
  return dayInChina(isClaim && reviewed !== undefined && reviewed > delivered ? reviewed : delivered);
}

function inOrder({ scheme }: DeskYear, sort: QueueOrder): (a: QueueItem, b: QueueItem) => number {
  const place = new Map(scheme.metrics.map(({ code }, i) => [code, i]));
  const byAge = (a: QueueItem, b: QueueItem): number => compareIds(a.waitingSince, b.waitingSince);
  const byPark = (a: QueueItem, b: QueueItem): number => compareIds(a.park, b.park) || a.year - b.year;
  const byMetric = (a: QueueItem, b: QueueItem): number => (place.get(a.metric) ?? 0) - (place.get(b.metric) ?? 0);
  const orders = { age: [byAge, byPark, byMetric], park: [byPark, byMetric], metric: [byMetric, byAge, byPark] }[sort];
  return (a, b) => orders.reduce((found, order) => found || order(a, b), 0);
}
