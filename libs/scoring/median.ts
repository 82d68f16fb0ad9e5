import { type Fraction, fraction } from '#libs/kernel';

/** The median, exact: the middle value, or the mean of the two middle ones. */
export function median(values: readonly Fraction[]): Fraction {
  const sorted = [...values].sort((a, b) => a.compare(b));
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new TypeError('the median of nothing');
  return lower.add(upper).div(fraction(2));
}
