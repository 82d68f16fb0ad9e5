import { compareIds } from '#libs/kernel';
import { type Scheme, severities } from '#libs/scheme';
import type { ParkInput, ScoringInput } from './input.js';

/** Why a park is barred, in the order in which reasons are given. */
export const barReasons = ['notRecognised', 'parkWithinPark', 'majorAccident', 'falseEvidence'] as const;
export type BarReason = (typeof barReasons)[number];

export type Eligibility =
  | { readonly status: 'ranked' }
  /** Scored for information: no rank, not in N, not in best and worst (R36). */
  | { readonly status: 'transition' }
  | { readonly status: 'barred'; readonly reasons: readonly BarReason[] };

/** Who takes part (四（四）; R25, R36–R40). Barred parks leave before anything is compared. */
export function eligibility(park: ParkInput, input: ScoringInput): Eligibility {
  const { status } = park;
  const { readings } = input.scheme;
  const holds: Record<BarReason, boolean> = {
    notRecognised: !status.recognised,
    parkWithinPark: status.parkWithinPark,
    majorAccident: status.accidents.some((accident) => {
      if (accident.severity === null) return false;
      return severities.indexOf(accident.severity) >= severities.indexOf(readings.vetoSeverity) && inWindow(accident.date, input);
    }),
    falseEvidence: status.falseEvidence.some((proven) => proven <= input.year && input.year <= proven + readings.falseEvidence.barYears),
  };
  const reasons = barReasons.filter((reason) => holds[reason]);
  if (reasons.length > 0) return { status: 'barred', reasons };
  if (status.transition && !takesPart(status.optsIn, input.scheme)) return { status: 'transition' };
  return { status: 'ranked' };
}

/** R38: from the window's first day in Y to the day of the result, both inclusive. */
function inWindow(date: string, { year, resultDay, scheme }: ScoringInput): boolean {
  return compareIds(date, `${year}-${scheme.readings.accidentWindow.from}`) >= 0 && compareIds(date, resultDay) <= 0;
}

function takesPart(optsIn: boolean, scheme: Scheme): boolean {
  return scheme.readings.transition === 'choice' && optsIn;
}
