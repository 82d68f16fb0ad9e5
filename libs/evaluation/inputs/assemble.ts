import { confirmedFacts, type DossierState, dossierId } from '#libs/dossier';
import { canonicalJson, fraction, fractionText, sha256 } from '#libs/kernel';
import { parkStatusFor, type ParkState } from '#libs/registry';
import { findMetric, type Scheme, withReadings } from '#libs/scheme';
import { type Engine, type Measures, type ParkInput, type ParkStatus, type ScoringInput } from '#libs/scoring';
import type { Rulings } from '../run/run.events.js';
import { dossierStream } from './readers.js';

/** Which facts of a dossier count: verified ones, or for a what-if those that still await verification too. */
export type Included = 'verified' | 'submitted';

/** What the status of a park is judged by. */
export interface StatusFrame {
  readonly year: number;
  readonly resultDay: string;
  readonly scheme: Scheme;
}

/** The park's status as scoring takes it. Accidents outside the window (R38) are left out: they are nothing to this year. */
export function scoringStatus(state: ParkState, { year, resultDay, scheme }: StatusFrame): ParkStatus {
  const { status } = parkStatusFor(state, year, resultDay, scheme);
  const from = `${year}-${scheme.readings.accidentWindow.from}`;
  return {
    recognised: status.recognised,
    parkWithinPark: status.parkWithinPark,
    transition: status.transition,
    optsIn: status.optsIn,
    accidents: status.accidents.filter(({ date }) => from <= date && date <= resultDay),
    falseEvidence: status.falseEvidence ? [year] : [],
  };
}

export function statusHash(status: ParkStatus): string {
  return sha256(canonicalJson(status));
}

/** The measures of a dossier under the scheme of the evaluation that asks: all metrics of its year, or as base the base metrics alone. */
export function dossierMeasures(
  engine: Engine,
  state: DossierState,
  dossier: { readonly park: string; readonly year: number; readonly use: 'year' | 'base' },
  scheme: Scheme,
  include: Included = 'verified',
): Measures {
  const stream = dossierStream(dossierId(dossier));
  const facts = confirmedFacts(state, include).filter(({ metric }) => {
    const known = findMetric(scheme, metric);
    return known !== undefined && (dossier.use === 'year' || known.base || known.lines === 'tenancy');
  });
  return engine.measures({
    scheme,
    year: dossier.year,
    facts: facts.map(({ metric, version, eventId, revision, lines }) => ({
      reference: { metric, version, eventId, stream, revision },
      lines: lines.map(({ line, verdict }) => ({ line, verdict })),
    })),
    ...(include === 'submitted' ? { unverified: 'count' as const } : {}),
  });
}

/** R18: the base of a merged park is the sum of its own and its predecessors' base years. A measure that one of them lacks is left to the others. */
export function sumMeasures(parts: readonly { readonly park: string; readonly measures: Measures }[]): Measures {
  const [only] = parts;
  if (parts.length === 1 && only) return only.measures;
  const sum: Record<string, Measures[string]> = {};
  for (const code of [...new Set(parts.flatMap(({ measures }) => Object.keys(measures)))].sort()) {
    const given = parts.flatMap(({ park, measures }) => (measures[code] ? [{ park, measure: measures[code] }] : []));
    const total = given.reduce((value, { measure }) => value.add(fraction(String(measure.value))), fraction(0));
    const lines = given.flatMap(({ park, measure }) => (measure.lines ?? []).map((line) => ({ ...line, id: `${park}/${line.id}` })));
    sum[code] = { value: fractionText(total), lines };
  }
  return sum;
}

/** The scheme that a run scores by: a confirmed number of A takes the place of the scheme's (R34). */
export function schemeOfRun(scheme: Scheme, rulings: Rulings): Scheme {
  return rulings.tierASize === null || rulings.tierASize === scheme.readings.tierASize
    ? scheme
    : withReadings(scheme, { tierASize: rulings.tierASize });
}

export function scoringInput(frame: StatusFrame, rulings: Rulings, parks: readonly ParkInput[]): ScoringInput {
  return {
    year: frame.year,
    resultDay: frame.resultDay,
    scheme: schemeOfRun(frame.scheme, rulings),
    parks,
    rulings: { ties: rulings.ties },
  };
}
