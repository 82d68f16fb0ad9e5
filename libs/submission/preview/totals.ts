import { fraction, type Fraction, roundHalfUp } from '#libs/kernel';
import type { LineKind, LineOf } from '#libs/scheme';
import { STEP } from '../steps.js';
import type { FactTotal } from './preview.types.js';

/** More places than amounts, units and shares can have between them: nothing is ever rounded. */
const ENOUGH_PLACES = 30;

/** How many lines, and what they add up to, in steps: amounts by the park's share (R24), areas in 亩 by the park's share (R18). */
export function* totalling(kind: LineKind, lines: readonly unknown[]): Generator<undefined, FactTotal> {
  if (kind !== 'enterpriseAmount' && kind !== 'parcel') return { lines: lines.length, sum: null };
  let sum = fraction(0);
  for (const [at, line] of lines.entries()) {
    if (at % STEP === STEP - 1) yield;
    sum = sum.add(partOf(kind, line));
  }
  return { lines: lines.length, sum: exactText(sum) };
}

function partOf(kind: 'enterpriseAmount' | 'parcel', line: unknown): Fraction {
  if (kind === 'enterpriseAmount') {
    const { amount, share } = line as LineOf<'enterpriseAmount'>;
    return fraction(amount).mul(shareOf(share));
  }
  const { area, unit, share } = line as LineOf<'parcel'>;
  const inMu = unit === 'm2' ? fraction(area).mul(fraction(3, 2000)) : fraction(area);
  return inMu.mul(shareOf(share));
}

const shareOf = (percent: string | undefined): Fraction => (percent === undefined ? fraction(1) : fraction(percent).div(fraction(100)));

function exactText(value: Fraction): string {
  return roundHalfUp(value, ENOUGH_PLACES).replace(/\.?0+$/, '');
}
