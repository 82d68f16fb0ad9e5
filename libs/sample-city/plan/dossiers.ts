import { claims } from '../facts/delivery.js';
import type { Declare, FreezeRosters, ReturnFact, Review, Verify, Waive } from '../story/acts.js';
import type { FactBook, Verdict } from './fact-book.js';
import type { SeedFiles } from './files.js';
import type { Pen } from './pen.js';

export interface DossierPlan {
  readonly files: SeedFiles;
  readonly book: FactBook;
  readonly pen: Pen;
  readonly countyOf: ReadonlyMap<string, string>;
}

const claimed: ReadonlySet<string> = new Set<string>(claims);
const dossierId = (park: string, year: number): string => `${park}_${year}`;

/** `park` and `county` in an act stand for each park's own account. */
function account(by: string, park: string, { countyOf }: DossierPlan): string {
  if (by === 'park') return `park-${park}`;
  return by === 'county' ? `county-${countyOf.get(park)}` : by;
}

/** One command a dossier: verdicts on every fact of it that awaits this verifier. */
export function planVerification(act: Verify, plan: DossierPlan): void {
  for (const park of plan.book.parks(act.year)) {
    const facts = act.metrics.flatMap((metric) => verdictsOn(metric, park, act, plan));
    if (facts.length === 0) continue;
    plan.pen.step(account(act.by, park, plan), `${park}/${act.year}`, {
      room: 'dossier',
      id: dossierId(park, act.year),
      command: () => ({ type: 'VerifyFacts', facts }) as { type: string },
    });
  }
}

function verdictsOn(metric: string, park: string, { year, except = [] }: Verify, { book }: DossierPlan): readonly object[] {
  const fact = book.fact(park, year, metric);
  if (fact?.status !== 'submitted' || (claimed.has(metric) && !fact.reviewed)) return [];
  const exceptions = new Map(except.filter((one) => one.park === park && one.metric === metric).map((one) => [one.line, one]));
  const verdicts = fact.lines.map(({ id }) => {
    const exception = exceptions.get(id);
    return exception ? { line: id, verdict: exception.verdict, reason: exception.reason } : { line: id, verdict: 'confirmed' };
  });
  book.verify(park, year, metric, new Map(verdicts.map(({ line, verdict }) => [line, verdict as Verdict])));
  return [{ metric, version: fact.version, verdicts }];
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
