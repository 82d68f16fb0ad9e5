import { compareEditions, type Difference, type ParkComparison } from '#libs/evaluation';
import type { BundleLedger } from '../ledger/bundle-ledger.js';
import { type EditionNote, editionsOf } from '../ledger/editions.js';
import { isRefusal } from '../report/difference.js';

/** What became of a year's result from one bundle to the other. */
export interface ResultChange {
  readonly year: number;
  /** The newest edition in each; null where there is none yet. */
  readonly before: EditionNote | null;
  readonly after: EditionNote | null;
  readonly same: boolean;
  /** `computed`: both were computed anew, and each difference has its causes. `recorded`: inputs are withheld, the recorded results were compared. */
  readonly how: 'computed' | 'recorded' | 'nothing';
  readonly parks: readonly ParkComparison[];
}

/** The newest results of every year that either has. */
export async function resultChanges(before: BundleLedger, after: BundleLedger): Promise<ResultChange[]> {
  const years = [...new Set([...before.years, ...after.years])].sort();
  return Promise.all(years.map((year) => changeOf(year, before, after)));
}

async function changeOf(year: number, before: BundleLedger, after: BundleLedger): Promise<ResultChange> {
  const [left, right] = [editionsOf(before, year).at(-1) ?? null, editionsOf(after, year).at(-1) ?? null];
  const known = { year, before: left, after: right };
  if (!left || !right) return { ...known, same: left === right, how: 'nothing', parks: [] };
  if (left.resultHash === right.resultHash && left.final === right.final) return { ...known, same: true, how: 'nothing', parks: [] };
  try {
    const sides = await Promise.all([before.compute(year, left.run), after.compute(year, right.run)]);
    const { parks } = compareEditions({ edition: left.edition, ...sides[0] }, { edition: right.edition, ...sides[1] });
    return { ...known, same: false, how: 'computed', parks };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { ...known, same: false, how: 'recorded', parks: recorded(before, left, after, right) };
  }
}

/** What the recorded results say by themselves: no causes. */
function recorded(before: BundleLedger, left: EditionNote, after: BundleLedger, right: EditionNote): ParkComparison[] {
  const [one, other] = [rowsOf(before, left), rowsOf(after, right)];
  return [...new Set([...one.keys(), ...other.keys()])].sort().flatMap((park) => {
    const [a, b] = [one.get(park), other.get(park)];
    const codes = [...new Set([...Object.keys(a?.scores ?? {}), ...Object.keys(b?.scores ?? {})])];
    const rows = codes.flatMap((row) => {
      const found = changed(a?.scores[row] ?? null, b?.scores[row] ?? null);
      return found ? [{ row, ...found }] : [];
    });
    const [status, total] = [changed(a?.status ?? null, b?.status ?? null), changed(a?.total ?? null, b?.total ?? null)];
    const [rank, tier, award] = [
      changed(a?.rank ?? null, b?.rank ?? null),
      changed(a?.tier ?? null, b?.tier ?? null),
      changed(a?.award ?? null, b?.award ?? null),
    ];
    const comparison = {
      park,
      rows,
      ...(status && { status }),
      ...(total && { total }),
      ...(rank && { rank }),
      ...(tier && { tier }),
      ...(award && { award }),
    };
    return rows.length > 0 || Object.keys(comparison).length > 2 ? [comparison] : [];
  });
}

function rowsOf(ledger: BundleLedger, { year, run }: EditionNote) {
  const { parks, ranking, awards } = ledger.run(year, run);
  const places = new Map(ranking.map((place) => [place.park, place]));
  const amounts = new Map(awards.map(({ park, amount }) => [park, amount]));
  return new Map(
    parks.map(({ park, status, total, scores }) => [
      park,
      {
        status,
        total: total ?? null,
        scores: (scores ?? {}) as Readonly<Record<string, string>>,
        rank: places.get(park)?.rank ?? null,
        tier: places.get(park)?.tier ?? null,
        award: amounts.get(park) ?? null,
      },
    ]),
  );
}

function changed<T>(before: T, after: T): Difference<T> | undefined {
  return before === after ? undefined : { before, after, causes: [] };
}
