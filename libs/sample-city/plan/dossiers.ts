import { type FactLine, lineId, type LineKind } from '#libs/scheme';
import { type MetricCode, metricFiles } from '../facts/delivery.js';
import { deliveryName, factPath } from '../files/fact-files.js';
import { readLists } from '../files/lists.js';
import type { Declare, Deliver, FreezeRosters, ReturnFact, Review, Verify, Waive } from '../story/acts.js';
import { claims } from '../story/road.js';
import type { FactBook, Verdict } from './fact-book.js';
import type { SeedFiles } from './files.js';
import type { Pen } from './pen.js';

export interface DossierPlan {
  readonly files: SeedFiles;
  readonly book: FactBook;
  readonly pen: Pen;
  readonly countyOf: ReadonlyMap<string, string>;
}

const claimed: ReadonlySet<string> = new Set(claims);
const dossierId = (park: string, year: number): string => `${park}_${year}`;

/** `park` and `county` in an act stand for each park's own account. */
function account(by: string, park: string, { countyOf }: DossierPlan): string {
  if (by === 'park') return `park-${park}`;
  return by === 'county' ? `county-${countyOf.get(park)}` : by;
}

export function planDelivery(act: Deliver, plan: DossierPlan): void {
  for (const metric of act.metrics as readonly MetricCode[]) {
    const path = factPath(metric, act.year, act.part);
    const { kind, ...rest } = metricFiles[metric];
    const lists = readLists(kind, plan.files.text(path), 'amount' in rest ? rest.amount : undefined);
    for (const { park, lines } of lists) {
      const by = account(act.by, park, plan);
      const sourced = lines.map(({ fields, row }) =>
        withSource(kind, fields, { hash: plan.files.hash(path), sheet: deliveryName(path), row }),
      );
      const before = plan.book.fact(park, act.year, metric);
      plan.book.deliver(park, act.year, metric, sourced, by);
      const documents = act.correct ? [plan.files.document(act.correct.document)] : [];
      // The ledger derives the ids itself: a delivery has the fields and their source.
      const delivered = sourced.map(({ id: _id, ...line }) => line);
      const command =
        act.correct && before
          ? { type: 'CorrectFact', metric, version: before.version, lines: delivered, reason: act.correct.reason, documents }
          : { type: 'SubmitFact', metric, lines: delivered };
      plan.pen.step(by, `${park}/${act.year}/${metric}`, { room: 'dossier', id: dossierId(park, act.year), command: () => command });
    }
  }
}

function withSource(kind: LineKind, fields: object, source: FactLine['source']): FactLine {
  return { ...fields, id: lineId(kind, fields as never), source } as FactLine;
}

export function planVerification(act: Verify, plan: DossierPlan): void {
  for (const metric of act.metrics) {
    for (const park of plan.book.parks(act.year)) {
      const fact = plan.book.fact(park, act.year, metric);
      if (fact?.status !== 'submitted' || (claimed.has(metric) && !fact.reviewed)) continue;
      const exceptions = new Map(
        (act.except ?? []).filter((one) => one.park === park && one.metric === metric).map((one) => [one.line, one]),
      );
      const verdicts = fact.lines.map(({ id }) => {
        const exception = exceptions.get(id);
        return exception ? { line: id, verdict: exception.verdict, reason: exception.reason } : { line: id, verdict: 'confirmed' };
      });
      plan.book.verify(park, act.year, metric, new Map(verdicts.map(({ line, verdict }) => [line, verdict as Verdict])));
      const command = { type: 'VerifyFact', metric, version: fact.version, verdicts };
      plan.pen.step(account(act.by, park, plan), `${park}/${act.year}/${metric}`, {
        room: 'dossier',
        id: dossierId(park, act.year),
        command: () => command,
      });
    }
  }
}

export function planReturn({ by, park, year, metric, reason }: ReturnFact, plan: DossierPlan): void {
  const fact = plan.book.fact(park, year, metric);
  if (!fact) throw new RangeError(`nothing to return: ${metric} of ${park} ${year}`);
  plan.book.return(park, year, metric);
  const command = { type: 'ReturnFact', metric, version: fact.version, reason };
  plan.pen.step(by, `${park}/${year}/${metric}`, { room: 'dossier', id: dossierId(park, year), command: () => command });
}

export function planFreezing({ by, year }: FreezeRosters, plan: DossierPlan): void {
  for (const park of plan.book.parks(year)) {
    const version = plan.book.unfrozenRoster(park, year);
    if (version === undefined) continue;
    plan.book.freeze(park, year, version);
    plan.pen.step(by, `${park}/${year}`, {
      room: 'dossier',
      id: dossierId(park, year),
      command: () => ({ type: 'FreezeRoster', version }),
    });
  }
}

export function planDeclarations({ by, year }: Declare, plan: DossierPlan): void {
  for (const park of plan.book.parks(year)) {
    if (!plan.book.undeclared(park, year, claimed)) continue;
    plan.book.declare(park, year);
    plan.pen.step(account(by, park, plan), `${park}/${year}`, {
      room: 'dossier',
      id: dossierId(park, year),
      command: () => ({ type: 'DeclareDossier' }),
    });
  }
}

export function planReviews(act: Review, plan: DossierPlan): void {
  for (const park of plan.book.parks(act.year)) {
    if (!plan.book.awaitsReview(park, act.year) || act.exceptCounties?.includes(plan.countyOf.get(park) as string)) continue;
    const returned = act.returned?.find((one) => one.park === park);
    plan.book.review(park, act.year, returned === undefined);
    const command = returned
      ? { type: 'ReviewDossier', opinion: 'returned', text: returned.text }
      : { type: 'ReviewDossier', opinion: 'passed', text: '经属地初审，申报材料齐全，同意报送。' };
    plan.pen.step(account(act.by, park, plan), `${park}/${act.year}`, {
      room: 'dossier',
      id: dossierId(park, act.year),
      command: () => command,
    });
  }
}

export function planWaivers({ by, park, year, metrics, kind, reason }: Waive, { pen }: DossierPlan): void {
  for (const metric of metrics) {
    pen.step(by, `${park}/${year}/${metric}`, {
      room: 'dossier',
      id: dossierId(park, year),
      command: () => ({ type: 'WaiveFact', metric, kind, reason }),
    });
  }
}
