import { type EvaluationState, scoringStatus } from '#libs/evaluation';
import type { IsoDate } from '#libs/kernel';
import { type Park, parkStatusFor } from '#libs/registry';
import type { Scheme } from '#libs/scheme';

/** Whose facts an evaluation asks for. */
export interface Expected {
  readonly participants: ReadonlySet<string>;
  /** Parks that were merged into a participant in the year: their base is asked for too (R18). */
  readonly predecessors: ReadonlySet<string>;
}

/**
 * Who takes part. From the closing of the collection on, who was frozen then; before, whoever would be frozen if it were closed today: recognised, not nested, no proven
 * false evidence, not merged or split by the end of the year.
 */
export function expectedIn(evaluation: EvaluationState, parks: readonly Park[], scheme: Scheme, today: IsoDate): Expected {
  if (evaluation.phase !== 'collecting') {
    return { participants: new Set(evaluation.participants), predecessors: new Set(evaluation.predecessors.map(({ park }) => park)) };
  }
  const { year } = evaluation;
  const taking = parks.filter((park) => takesPart(park, year, scheme, today));
  const merged = taking.flatMap((park) =>
    parkStatusFor(park, year, today, scheme).predecessors.filter(({ how, on }) => how === 'merged' && on.startsWith(`${year}-`)),
  );
  return { participants: new Set(taking.map(({ code }) => code)), predecessors: new Set(merged.map(({ park }) => park)) };
}

function takesPart(park: Park, year: number, scheme: Scheme, today: IsoDate): boolean {
  const { ended } = parkStatusFor(park, year, today, scheme);
  if (ended && ended.on <= `${year}-12-31`) return false;
  const { recognised, parkWithinPark, falseEvidence } = scoringStatus(park, { year, resultDay: today, scheme });
  return recognised && !parkWithinPark && falseEvidence.length === 0;
}
