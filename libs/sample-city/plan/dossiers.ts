import { isLarge, type Movement, movementOf, valueUnits } from '#libs/dossier';
import { compareDecimals } from '#libs/kernel';
import { findMetric, type Scheme } from '#libs/scheme';
import { claimed, claims } from '../facts/delivery.js';
import type {
  DecideCorrection,
  Declare,
  ExplainChanges,
  FreezeRosters,
  RequestCorrection,
  ReturnFact,
  Review,
  Verify,
  Waive,
} from '../story/acts.js';
import type { FactBook, Verdict } from './fact-book.js';
import type { SeedFiles } from './files.js';
import type { Pen } from './pen.js';

export interface DossierPlan {
  readonly files: SeedFiles;
  readonly book: FactBook;
  readonly pen: Pen;
  readonly scheme: Scheme;
  readonly countyOf: ReadonlyMap<string, string>;
}

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
  const fact = book.awaiting(park, year, metric, claimed);
  if (!fact) return [];
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

/** What a park writes of a claim that is far from last year's. */
function explanation({ before, now, kind }: Movement): string {
  const change = compareDecimals(now, before) > 0 ? '增加' : '减少';
  return `上年核实 ${before} ${valueUnits[kind]}，本年申报 ${now} ${valueUnits[kind]}，${change}属实，已逐条附证明材料。`;
}

/** A park explains what the ledger asks about: what was delivered is compared with what was confirmed of the year before. */
export function planExplanations({ by, year }: ExplainChanges, plan: DossierPlan): void {
  for (const park of plan.book.parks(year)) {
    for (const metric of claims) {
      const movement = unexplained(park, year, metric, plan);
      if (!movement) continue;
      const { version } = plan.book.explain(park, year, metric);
      const command = { type: 'ExplainChange', metric, version, text: explanation(movement) };
      plan.pen.step(account(by, park, plan), `${park}/${year}/${metric}`, {
        room: 'dossier',
        id: dossierId(park, year),
        command: () => command,
      });
    }
  }
}

function unexplained(park: string, year: number, code: string, { book, scheme }: DossierPlan): Movement | undefined {
  const metric = findMetric(scheme, code);
  const asked = scheme.demands?.explanation;
  const fact = book.fact(park, year, code);
  const before = book.fact(park, year - 1, code);
  if (!metric || !asked || !fact || fact.explained || before?.status !== 'verified') return undefined;
  const confirmed = before.lines.filter(({ id }) => before.verdicts.get(id) === 'confirmed');
  const movement = movementOf(metric, fact.lines, confirmed);
  return movement && isLarge(movement, asked) ? movement : undefined;
}

export function planRequest({ by, park, year, metric, reason, document }: RequestCorrection, { book, files, pen }: DossierPlan): void {
  const fact = book.fact(park, year, metric);
  if (!fact) throw new RangeError(`nothing to correct: ${metric} of ${park} ${year}`);
  const command = { type: 'RequestCorrection', metric, version: fact.version, reason, documents: [files.document(document)] };
  pen.step(by, `${park}/${year}/${metric}`, {
    room: 'dossier',
    id: dossierId(park, year),
    command: () => command,
    remember: { name: requestName(park, year, metric), from: 'request' },
  });
}

export function planDecision({ by, park, year, metric, granted, reason }: DecideCorrection, { pen }: DossierPlan): void {
  pen.step(by, `${park}/${year}/${metric}`, {
    room: 'dossier',
    id: dossierId(park, year),
    command: (known) => ({ type: 'DecideCorrection', request: known.id(requestName(park, year, metric)), granted, reason }),
  });
}

const requestName = (park: string, year: number, metric: string): string => `request ${park} ${year} ${metric}`;

export function planDeclarations({ by, year, document }: Declare, plan: DossierPlan): void {
  for (const park of plan.book.parks(year)) {
    if (!plan.book.undeclared(park, year, claimed)) continue;
    plan.book.declare(park, year);
    const commitment = plan.files.document(document, park);
    plan.pen.step(account(by, park, plan), `${park}/${year}`, {
      room: 'dossier',
      id: dossierId(park, year),
      command: () => ({ type: 'DeclareDossier', commitment }),
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
