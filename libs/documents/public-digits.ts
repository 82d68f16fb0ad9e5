import { fraction, type Fraction, roundHalfUp } from '#libs/kernel';

/** Digits of public tables (readings, «Confidential»): two, and more where two neighbours would look equal (R3). */
const PLACES = 2;
/** More digits than this tell nobody apart: scores are rounded long before. */
const MOST = 30;

/** What is told of a ranked park: its exact total and row scores. */
export interface ScoredRow {
  readonly total: string;
  readonly scores: Readonly<Record<string, string>>;
}

/**
 * Totals and row scores of a ranking, best first, as a public table shows them. Neighbours whose totals differ look different; where totals are equal and a row tells
 * the parks apart (R34t), that row looks different.
 */
export function publicDigits(ranking: readonly ScoredRow[]): ScoredRow[] {
  const totalsEqual = (i: number): boolean => exact(ranking[i - 1]?.total).equals(exact(ranking[i]?.total));
  const totals = column(
    ranking.map(({ total }) => total),
    () => true,
  );
  const rows = [...new Set(ranking.flatMap(({ scores }) => Object.keys(scores)))];
  const scores = new Map(
    rows.map((row) => [
      row,
      column(
        ranking.map(({ scores: own }) => own[row] ?? '0'),
        totalsEqual,
      ),
    ]),
  );
  return ranking.map(({ scores: own }, i) => ({
    total: totals[i] as string,
    scores: Object.fromEntries(Object.keys(own).map((row) => [row, scores.get(row)?.[i] as string])),
  }));
}

/** The values of a column; of the pairs that `apart` names, those that differ look different. */
function column(values: readonly string[], apart: (i: number) => boolean): string[] {
  const fractions = values.map(exact);
  const places = fractions.map(() => PLACES);
  for (let i = 1; i < fractions.length; i++) {
    const [above, own] = [fractions[i - 1] as Fraction, fractions[i] as Fraction];
    if (!apart(i) || above.equals(own)) continue;
    const needed = placesToTell(above, own);
    places[i - 1] = Math.max(places[i - 1] as number, needed);
    places[i] = Math.max(places[i] as number, needed);
  }
  return fractions.map((value, i) => roundHalfUp(value, places[i] as number));
}

function placesToTell(a: Fraction, b: Fraction): number {
  for (let places = PLACES; places < MOST; places++) if (roundHalfUp(a, places) !== roundHalfUp(b, places)) return places;
  return MOST;
}

const exact = (text: string | undefined): Fraction => fraction(text ?? '0');
