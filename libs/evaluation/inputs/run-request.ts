import { evaluationErrors as errors } from '../errors.js';
import type { EvaluationState } from '../evaluation/evaluation.state.js';
import type { RunRequest } from '../run/run.decide.js';
import type { RunParks } from './run-inputs.js';

/** What a run was asked for, from the evaluation's state at the revision of its ScoringRequested. @throws DomainError `evaluation.runIncomplete` where none stands there */
export function runRequestOf(state: EvaluationState, run: number): RunRequest {
  const { requested, year, scheme } = state;
  if (requested?.run !== run) throw errors.error('evaluation.runIncomplete', { run });
  const { edition, resultDay, engineVersion } = requested;
  const tierASize = state.tierCount?.edition === edition ? state.tierCount.count : null;
  const rulings = { ties: state.rulings.map((group) => [...group]), tierASize };
  return { year, run, edition, resultDay, engineVersion, scheme, rulings };
}

/** Whom the runs of an evaluation judge. */
export const runParksOf = ({ participants, exempt, predecessors }: EvaluationState): RunParks => ({
  participants,
  exempt: exempt.map(({ park }) => park),
  predecessors,
});
