import type { ParkResult, Sheet } from '#libs/scoring';
import type { Cause, Comparison, Difference, EditionResult, ParkComparison } from './differences.js';
import { rankCauses, schemeCauses, statusAspects, tierCauses } from './rank-causes.js';
import { indicatorOf, rowCauses } from './row-causes.js';

/**
 * Compares two editions (or a result with a what-if): every park's status, rows, total, rank, tier and award before and after, each difference with its
 * causes. Both sides are recomputed from pinned inputs, so that the causes are read off the sheets and not guessed.
 */
export function compareEditions(before: EditionResult, after: EditionResult): Comparison {
  const order = [...after.result.ranking];
  const known = new Set(order);
  const rest = [...before.result.parks, ...after.result.parks].map(({ park }) => park).filter((park) => !known.has(park));
  const parks = [...order, ...[...new Set(rest)].sort()].map((park) => comparePark(park, before, after)).filter(differs);
  return { before: before.edition, after: after.edition, same: parks.length === 0, parks };
}

function differs({ park: _park, rows, ...aspects }: ParkComparison): boolean {
  return rows.length > 0 || Object.keys(aspects).length > 0;
}

interface Sides {
  readonly left: ParkResult | undefined;
  readonly right: ParkResult | undefined;
  readonly sheets: readonly [Sheet | undefined, Sheet | undefined];
}

function comparePark(park: string, before: EditionResult, after: EditionResult): ParkComparison {
  const find = (edition: EditionResult): ParkResult | undefined => edition.result.parks.find((one) => one.park === park);
  const sheet = (edition: EditionResult): Sheet | undefined => edition.result.sheets.find((one) => one.park === park);
  const sides: Sides = { left: find(before), right: find(after), sheets: [sheet(before), sheet(after)] };
  const { left, right } = sides;
  const rows = compareRows(park, sides, before, after);
  const standing = difference(statusOf(left), statusOf(right), () => standingCauses(park, before, after));
  const total = difference(totalOf(left), totalOf(right), () => totalCauses(rows, standing, before, after));
  const ranked = (one: ParkResult | undefined) => (one?.status === 'ranked' ? one : null);
  const rank = difference(ranked(left)?.rank ?? null, ranked(right)?.rank ?? null, () => [
    ...rankCauses(park, before, after),
    ...schemeCauses(before, after, ['tieBreakers', 'transition', 'vetoSeverity']),
  ]);
  const tier = difference(ranked(left)?.tier ?? null, ranked(right)?.tier ?? null, () => tierCauses(park, before, after));
  const award = difference(ranked(left)?.award ?? null, ranked(right)?.award ?? null, () => [
    ...(tier ? [{ kind: 'tier' } as const] : []),
    ...tierCauses(park, before, after).filter(({ kind }) => kind === 'rank' || kind === 'tie' || kind === 'ruling'),
    ...schemeCauses(before, after, ['awards', 'awardOthers']),
  ]);
  return {
    park,
    rows,
    ...(standing && { status: standing }),
    ...(total && { total }),
    ...(rank && { rank }),
    ...(tier && { tier }),
    ...(award && { award }),
  };
}

function difference<T>(before: T, after: T, causes: () => Cause[]): Difference<T> | undefined {
  return before === after ? undefined : { before, after, causes: causes() };
}

const statusOf = (park: ParkResult | undefined): string | null =>
  park === undefined ? null : park.status === 'barred' ? `barred:${park.reasons.join(',')}` : park.status;
const totalOf = (park: ParkResult | undefined): string | null => (park === undefined || park.status === 'barred' ? null : park.total);
const scoreOf = (park: ParkResult | undefined, row: string): string | null =>
  park === undefined || park.status === 'barred' ? null : ((park.scores as Readonly<Record<string, string>>)[row] ?? null);

function compareRows(park: string, { left, right, sheets }: Sides, before: EditionResult, after: EditionResult): ParkComparison['rows'] {
  const codes = new Set(sheets.flatMap((sheet) => sheet?.indicators.map(({ row }) => row as string) ?? []));
  return [...codes].flatMap((row) => {
    const found = difference(scoreOf(left, row), scoreOf(right, row), () => {
      const causes = rowCauses(indicatorOf(sheets[0], row), indicatorOf(sheets[1], row));
      if (totalOf(left) === null || totalOf(right) === null) return [...causes, ...standingCauses(park, before, after)];
      return [...causes, ...schemeCauses(before, after, ['rounding', 'places']), ...engineCauses(before, after)];
    });
    return found ? [{ row, ...found }] : [];
  });
}

function engineCauses(before: EditionResult, after: EditionResult): Cause[] {
  const [left, right] = [before.result.engine, after.result.engine];
  return left === right ? [] : [{ kind: 'engine', before: left, after: right }];
}

function standingCauses(park: string, before: EditionResult, after: EditionResult): Cause[] {
  const aspects = statusAspects(park, before, after);
  const status: Cause[] = aspects.length > 0 ? [{ kind: 'status', aspects }] : [];
  return [...status, ...schemeCauses(before, after, ['vetoSeverity', 'transition', 'falseEvidence', 'accidentWindow'])];
}

function totalCauses(
  rows: ParkComparison['rows'],
  standing: ParkComparison['status'],
  before: EditionResult,
  after: EditionResult,
): Cause[] {
  const changed = rows.map(({ row }) => row);
  const causes: Cause[] = changed.length > 0 ? [{ kind: 'rows', rows: changed }] : [];
  return [...causes, ...(standing?.causes ?? []), ...schemeCauses(before, after, ['rounding', 'places'])];
}
