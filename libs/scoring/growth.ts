import { type Fraction, fraction } from '#libs/kernel';
import type { EfficacyRule, Readings } from '#libs/scheme';
import type { Measures, ParkInput } from './input.js';
import { type Flag, inputOf, term, type Term } from './sheet.js';
import { numberOf } from './values.js';

/** Why a growth can't be compared (R13). `noValue`: the year itself has none. */
type Incomparable = 'noValue' | 'turnaround' | 'bothNonPositive' | 'baseNonExistent';

/** A park's growth, bounded and comparable, or why it is not. */
export type GrowthValue = { readonly term: Term } & (
  { readonly value: Fraction; readonly why?: never } | { readonly value: null; readonly why: Incomparable }
);

/**
 * Growth of Y over Y−1: (v_Y − v_{Y−1}) / v_{Y−1} of the per-亩 value, or of the total where the rule names no area or the reading says so, bounded to
 * ± growthCap (R8). Without a positive base there is no growth, but a case of R13.
 */
export function growthOf(rule: EfficacyRule, park: ParkInput, readings: Readings): GrowthValue {
  const per = readings.growthOf === 'perMu' ? rule.per : null;
  const now = value(rule.amount, per, park.facts.current);
  const before = value(rule.amount, per, park.facts.base);
  const inputs = (['current', 'base'] as const).flatMap((side) =>
    [rule.amount, ...(per === null ? [] : [per])].map((code) => inputOf(side, code, park.facts[side][code])),
  );
  const parameters = { cap: readings.growthCap, of: per === null ? 'total' : 'perMu' };
  const none = (why: Incomparable): GrowthValue => ({
    value: null,
    why,
    term: term('growthValue', 'growth', null, { parameters, flags: [why], inputs }),
  });
  if (now === null) return none('noValue');
  if (before === null) return none('baseNonExistent');
  if (before.compare(0) <= 0) return none(now.compare(0) > 0 ? 'turnaround' : 'bothNonPositive');
  const growth = now.sub(before).div(before);
  const bounded = bound(growth, readings.growthCap);
  const flags: Flag[] = bounded.equals(growth) ? [] : ['boundedGrowth'];
  return { value: bounded, term: term('growthValue', 'growth', bounded, { parameters, flags, inputs }) };
}

/** The value that grows: per area where one is named. null where it was waived as non-existent, or the area is not positive. */
function value(amount: string, per: string | null, measures: Measures): Fraction | null {
  const total = numberOf(measures, amount);
  if (total === undefined) return null;
  if (per === null) return total;
  const area = numberOf(measures, per);
  return area === undefined || area.compare(0) <= 0 ? null : total.div(area);
}

function bound(growth: Fraction, cap: string | null): Fraction {
  if (cap === null) return growth;
  const most = fraction(cap);
  if (growth.compare(most) > 0) return most;
  return growth.compare(most.neg()) < 0 ? most.neg() : growth;
}
