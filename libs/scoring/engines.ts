import { scoringErrors } from './errors.js';
import type { ScoringInput } from './input.js';
import { measures, type MeasuresInput } from './measures.js';
import type { Measures } from './input.js';
import { ENGINE, score, type ScoringResult } from './score.js';

/** One version of the rules in code: lines to measures, measures to results. A released version never changes what it gives. */
export interface Engine {
  readonly version: string;
  readonly measures: (input: MeasuresInput) => Measures;
  readonly score: (input: ScoringInput) => ScoringResult;
}

const engines: ReadonlyMap<string, Engine> = new Map([[ENGINE, { version: ENGINE, measures, score }]]);

/** The engine that new runs ask for. */
export const currentEngine = ENGINE;

/** The versions that this program has. */
export const engineVersions: readonly string[] = [...engines.keys()];

/** Whether this program has the version; a node without it leaves the run alone. */
export function hasEngine(version: string): boolean {
  return engines.has(version);
}

/** @throws DomainError `scoring.engineUnknown` */
export function engine(version: string): Engine {
  const found = engines.get(version);
  if (found === undefined) throw scoringErrors.error('scoring.engineUnknown', { version });
  return found;
}
