import { type Fault, inWords, isDecimalText } from '#libs/kernel';
import { metricInWords, metricOfMeasure, type ReadingOverrides, type Scheme, withReadings } from '#libs/scheme';
import type { Engine, MeasureValue, ParkInput, ScoringInput, ScoringResult } from '#libs/scoring';
import { evaluationErrors as errors } from '../errors.js';
import { refuseAll } from '../evaluation/guards.js';

/** One thing to be other than recorded. `value` null takes the measure away, as if it had been waived. */
export interface MeasureChange {
  readonly park: string;
  /** Y, or Y−1 for a base measure. */
  readonly year: number;
  readonly measure: string;
  readonly value: MeasureValue | null;
}

export interface WhatIfChanges {
  /** Another adopted or drafted scheme in place of the recorded one. */
  readonly scheme?: Scheme;
  /** Readings to replace in the scheme. */
  readonly readings?: ReadingOverrides;
  readonly measures?: readonly MeasureChange[];
}

/** A park that can't be computed from what there is: it is listed and left out, never zeroed. */
export interface NotComputed {
  readonly park: string;
  readonly missing: readonly string[];
  /** The same for people, one text for each. */
  readonly texts: readonly string[];
}

export interface WhatIfResult {
  readonly input: ScoringInput;
  readonly result: ScoringResult;
  readonly notComputed: readonly NotComputed[];
}

/**
 * Runs the real pipeline on changed inputs and writes nothing. Without a change the result hash is the recorded one. A change that fits nowhere is refused
 * (`evaluation.changeUnknown`), all of them at once.
 */
export function whatIf(base: ScoringInput, changes: WhatIfChanges, engine: Engine, notComputed: readonly NotComputed[] = []): WhatIfResult {
  const left = new Set(notComputed.map(({ park }) => park));
  const scheme = changedScheme(base.scheme, changes);
  refuseAll((changes.measures ?? []).flatMap((change, i) => changeFault(change, base, scheme, `measures[${i}]`)));
  const parks = base.parks.filter(({ id }) => !left.has(id)).map((park) => changedPark(park, base.year, changes.measures ?? []));
  const input: ScoringInput = { ...base, scheme, parks };
  return { input, result: engine.score(input), notComputed };
}

function changedScheme(scheme: Scheme, changes: WhatIfChanges): Scheme {
  const chosen = changes.scheme ?? scheme;
  return changes.readings && Object.keys(changes.readings).length > 0 ? withReadings(chosen, changes.readings) : chosen;
}

function changedPark(park: ParkInput, year: number, changes: readonly MeasureChange[]): ParkInput {
  const own = changes.filter((change) => change.park === park.id);
  if (own.length === 0) return park;
  const current = { ...park.facts.current };
  const base = { ...park.facts.base };
  for (const change of own) {
    const side = change.year === year ? current : base;
    if (change.value === null) delete side[change.measure];
    else side[change.measure] = { value: change.value };
  }
  return { ...park, facts: { current, base } };
}

function changeFault(change: MeasureChange, base: ScoringInput, scheme: Scheme, where: string): Fault[] {
  const { park, year, measure, value } = change;
  const metric = metricOfMeasure(scheme, measure);
  const known = base.parks.some(({ id }) => id === park) && (year === base.year || (year === base.year - 1 && metric?.base === true));
  if (known && metric && (value === null || fits(value, measure, base))) return [];
  const about = metric ? inWords(measure, metricInWords(metric).words) : measure;
  return [errors.fault('evaluation.changeUnknown', { park, year, measure: about }, where)];
}

/** Whether a value has the form that the measure has elsewhere in the year, and amounts are decimal text. */
function fits(value: MeasureValue, measure: string, base: ScoringInput): boolean {
  if (typeof value === 'number' && (!Number.isSafeInteger(value) || value < 0)) return false;
  const sample = base.parks.flatMap(({ facts }) => [facts.current[measure], facts.base[measure]]).find((found) => found !== undefined);
  if (sample === undefined) return true;
  if (Array.isArray(sample.value) || Array.isArray(value)) return Array.isArray(sample.value) && Array.isArray(value);
  if (typeof value !== typeof sample.value) return false;
  const isAmount = typeof sample.value === 'string' && /^-?[\d./]+$/.test(sample.value);
  return !isAmount || isDecimalText(String(value));
}
