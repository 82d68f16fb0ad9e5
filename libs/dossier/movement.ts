import { compareDecimals, type Fraction, fraction, roundHalfUp } from '#libs/kernel';
import type { Demands, FactLine, Metric } from '#libs/scheme';

/** How a fact's value is compared with last year's: a sum in 万元, an area in 亩, a percentage, or the number of lines. */
export type ValueKind = 'amount' | 'area' | 'percent' | 'count';
export const valueUnits: Readonly<Record<ValueKind, string>> = { amount: '万元', area: '亩', percent: '%', count: '条' };

/** A fact's value this year and last year, at most 4 decimals. */
export interface Movement {
  readonly kind: ValueKind;
  readonly before: string;
  readonly now: string;
}

/** What both years' lines come to; undefined for what has no size (a choice, a yes or no, assessors' points). Lines that do not count are left out by the caller. */
export function movementOf({ lines: kind }: Metric, now: readonly FactLine[], before: readonly FactLine[]): Movement | undefined {
  if (kind === 'choice' || kind === 'flag' || kind === 'assessment') return undefined;
  const [new_, old] = [valueOf(now), valueOf(before)];
  return { kind: kindOf(kind), before: text(old), now: text(new_) };
}

/** Whether a movement is so large that the scheme asks for a written explanation: `share` of last year's value or more, and not a trifle. */
export function isLarge({ kind, before, now }: Movement, { share, smallest }: NonNullable<Demands['explanation']>): boolean {
  const difference = fraction(now).sub(fraction(before)).abs();
  if (difference.compare(0) === 0) return false;
  return difference.compare(fraction(before).abs().mul(fraction(share))) >= 0 && compareDecimals(text(difference), smallest[kind]) >= 0;
}

function kindOf(lines: Metric['lines']): ValueKind {
  if (lines === 'enterpriseAmount') return 'amount';
  if (lines === 'parcel') return 'area';
  return lines === 'industryShare' ? 'percent' : 'count';
}

function valueOf(lines: readonly FactLine[]): Fraction {
  return lines.reduce((sum, line) => sum.add(valueOfLine(line)), fraction(0));
}

function valueOfLine(line: FactLine): Fraction {
  if ('amount' in line) return shared(fraction(line.amount), line.share);
  if ('area' in line) return shared(line.unit === 'm2' ? fraction(line.area).mul(3).div(2000) : fraction(line.area), line.share);
  if ('numerator' in line) return fraction(line.numerator).div(fraction(line.denominator)).mul(100);
  return fraction(1);
}

function shared(value: Fraction, share: string | undefined): Fraction {
  return share === undefined ? value : value.mul(fraction(share)).div(100);
}

function text(value: Fraction): string {
  return roundHalfUp(value, 4).replace(/\.?0+$/, '');
}
