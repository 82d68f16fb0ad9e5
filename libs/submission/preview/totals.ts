import { fraction, type Fraction, roundHalfUp } from '#libs/kernel';
import type { LineKind, LineOf } from '#libs/scheme';
import type { FactTotal } from './preview.types.js';

/** More places than amounts, units and shares can have between them: nothing is ever rounded. */
const ENOUGH_PLACES = 30;

/** How many lines, and what they add up to: amounts by the park's share (R24), areas in 亩 by the park's share (R18). */
export function totalOf(kind: LineKind, lines: readonly unknown[]): FactTotal {
  const parts = lines.map((line) => partOf(kind, line)).filter((part) => part !== undefined);
  const isSummed = kind === 'enterpriseAmount' || kind === 'parcel';
  return { lines: lines.length, sum: isSummed ? exactText(parts.reduce((sum, part) => sum.add(part), fraction(0))) : null };
}

function partOf(kind: LineKind, line: unknown): Fraction | undefined {
  if (kind === 'enterpriseAmount') {
    const { amount, share } = line as LineOf<'enterpriseAmount'>;
    return fraction(amount).mul(shareOf(share));
  }
  if (kind !== 'parcel') return undefined;
  const { area, unit, share } = line as LineOf<'parcel'>;
  const inMu = unit === 'm2' ? fraction(area).mul(fraction(3, 2000)) : fraction(area);
  return inMu.mul(shareOf(share));
}

const shareOf = (percent: string | undefined): Fraction => (percent === undefined ? fraction(1) : fraction(percent).div(fraction(100)));

function exactText(value: Fraction): string {
  return roundHalfUp(value, ENOUGH_PLACES).replace(/\.?0+$/, '');
}
