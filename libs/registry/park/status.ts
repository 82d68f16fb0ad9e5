import { lastDayOf } from '../months.js';
import type { Park, ParkState } from './park.state.js';
import { standingAccidents } from './safety.state.js';
import type { Severity } from './safety.events.js';
import { inTransition } from './transition.decide.js';

/** A park's status for one year, in the form in which scoring takes it. Which accidents bar (window, severity) is scoring's to say. */
export interface ParkStatus {
  readonly recognised: boolean;
  readonly parkWithinPark: boolean;
  readonly transition: boolean;
  readonly optsIn: boolean;
  readonly accidents: readonly { readonly severity: Severity | null; readonly date: string }[];
  readonly falseEvidence: boolean;
}

export type StatusAspect = keyof ParkStatus;

/** The status of a park with what it rests on. */
export interface ParkStatusFor {
  readonly status: ParkStatus;
  /** Ids of the events of the park's stream that support each part; an empty list where nothing stands in the stream. */
  readonly support: { readonly [A in StatusAspect]: readonly string[] };
  /** Parks that were merged into this one, or that it is a part of, by 31 December Y (R18: the base year). */
  readonly predecessors: Park['predecessors'];
  /** Merged into another park or split, by the day of the result. */
  readonly ended?: NonNullable<Park['ended']>;
}

/** The part of a scheme that the status needs. */
export interface StatusRules {
  readonly readings: { readonly falseEvidence: { readonly barYears: number } };
}

/**
 * The status of a park for year Y: recognised on or before 31 December Y and not withdrawn by the day of the result; nested and in transition as on
 * 31 December Y (R46); taking part by its own declaration (R36); every accident that stands, ungraded ones included (R37, R38); false evidence proven for Y or
 * for one of the `barYears` years before it (R25). A park that was merged or split by 31 December Y is no longer recognised.
 */
export function parkStatusFor(state: ParkState, year: number, resultDay: string, rules: StatusRules): ParkStatusFor {
  if (state.status === 'none') return unknownPark;
  const day = lastDayOf(year);
  const gone = state.ended !== undefined && state.ended.on <= day;
  const recognition = state.recognitions.find((one) => one.on <= day && !(one.withdrawn && one.withdrawn.on <= resultDay));
  const withdrawals = state.recognitions.flatMap((one) => (one.withdrawn && one.withdrawn.on <= resultDay ? [one.withdrawn.event] : []));
  const nested = state.safety.nested.filter(
    (one) => one.on <= day && (one.state === 'found' || (one.state === 'cleared' && (one.clearedOn as string) > day)),
  );
  const participation = state.participation.find((one) => one.year === year);
  const accidents = standingAccidents(state.safety);
  const findings = state.safety.falseEvidence.filter(
    (one) => !one.revoked && one.year <= year && year <= one.year + rules.readings.falseEvidence.barYears,
  );
  return {
    status: {
      recognised: recognition !== undefined && !gone,
      parkWithinPark: nested.length > 0,
      transition: inTransition(state, year),
      optsIn: participation?.takesPart ?? false,
      accidents: accidents.map(({ severity, date }) => ({ severity, date })),
      falseEvidence: findings.length > 0,
    },
    support: {
      recognised: [...(recognition ? [recognition.event] : withdrawals), ...(gone && state.ended ? [state.ended.event] : [])],
      parkWithinPark: nested.map((one) => one.event),
      transition: state.transition ? [state.transition.event] : [],
      optsIn: participation ? [participation.event] : [],
      accidents: accidents.map((one) => one.event),
      falseEvidence: findings.map((one) => one.event),
    },
    predecessors: state.predecessors.filter((one) => one.on <= day),
    ...(state.ended && state.ended.on <= resultDay ? { ended: state.ended } : {}),
  };
}

const unknownPark: ParkStatusFor = {
  status: { recognised: false, parkWithinPark: false, transition: false, optsIn: false, accidents: [], falseEvidence: false },
  support: { recognised: [], parkWithinPark: [], transition: [], optsIn: [], accidents: [], falseEvidence: [] },
  predecessors: [],
};
