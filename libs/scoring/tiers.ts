import { type Fraction, fraction } from '#libs/kernel';
import type { Readings } from '#libs/scheme';

export type Tier = 'A' | 'B' | 'C';

/**
 * The tier of each position of the ranking, best first (四（二）; R34, R35). A: the first `tierASize` that reach the minimum score, itself included; who
 * misses it frees no place. C: of the floor(share × N) lowest those that are not A and, where the scheme asks, lie strictly below a score. `totals` are the
 * published totals in ranking order.
 */
export function tiersByPosition(totals: readonly Fraction[], readings: Readings): Tier[] {
  const { tierASize, tierAMinScore, tierCMaxShare, tierCScoreBelow } = readings;
  const lowest = fraction(tierCMaxShare).mul(fraction(totals.length)).floor();
  return totals.map((total, index) => {
    const reaches = tierAMinScore === null || total.compare(fraction(tierAMinScore)) >= 0;
    if (index < tierASize && reaches) return 'A';
    const amongLowest = lowest.compare(fraction(totals.length - index)) >= 0;
    const below = tierCScoreBelow === null || total.compare(fraction(tierCScoreBelow)) < 0;
    return amongLowest && below ? 'C' : 'B';
  });
}
