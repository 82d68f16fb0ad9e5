import type { DecisionContext } from '#libs/event-sourcing';
import { evaluationErrors as errors } from '../errors.js';
import type { KeepEdition, NoteReopenedDossier, ReopenEvaluation } from './evaluation.commands.js';
import type { EvaluationEvent } from './evaluation.events.js';
import type { EvaluationState } from './evaluation.state.js';
import { allow, demandDocument, demandPhase, demandText } from './guards.js';

type Events = readonly EvaluationEvent[];

/**
 * Sends dossiers back for correction (R42). After a finalised edition the next edition begins; before, the same edition is collected again.
 * Dossiers are those of the participants, of the year and the year before.
 */
export function reopenEvaluation(command: ReopenEvaluation, state: EvaluationState, context: DecisionContext): Events {
  allow(context, '重启评价', 'taskForce');
  demandPhase(state, '重启评价', 'closed', 'finalised');
  demandText(command.reason, 'reason');
  demandDocument(command.document, [], context, 'document');
  for (const [i, { park, year }] of command.dossiers.entries()) {
    if (!isItsDossier(state, park, year)) throw errors.error('evaluation.notItsDossier', { park, year }, { where: `dossiers[${i}]` });
  }
  const edition = state.phase === 'finalised' ? state.edition + 1 : state.edition;
  const { reason, document, dossiers } = command;
  return [
    {
      type: 'EvaluationReopened',
      data: { edition, reason, document, dossiers: dossiers.map(({ park, year }) => ({ park, year })) },
    },
  ];
}

function isItsDossier(state: EvaluationState, park: string, year: number): boolean {
  if (year === state.year - 1 && state.predecessors.some((predecessor) => predecessor.park === park)) return true;
  return state.participants.includes(park) && (year === state.year || year === state.year - 1);
}

/**
 * Another evaluation reopened a dossier of this one. The edition stays as it is; the task force decides. While this evaluation collects, nothing need
 * be said: its own closing waits for the dossier.
 */
export function noteReopenedDossier(command: NoteReopenedDossier, state: EvaluationState, context: DecisionContext): Events {
  allow(context, '登记档案退回', 'process');
  const { dossier, byEvaluation, edition } = command;
  const concerns = state.phase === 'closed' || state.phase === 'finalised';
  if (!concerns || byEvaluation === state.year || !isItsDossier(state, dossier.park, dossier.year)) return [];
  return [{ type: 'BaseYearReopened', data: { dossier: { park: dossier.park, year: dossier.year }, byEvaluation, edition } }];
}

export function keepEdition(command: KeepEdition, state: EvaluationState, context: DecisionContext): Events {
  allow(context, '维持本版', 'taskForce');
  demandPhase(state, '维持本版', 'closed', 'finalised');
  demandText(command.reason, 'reason');
  demandDocument(command.document, [], context, 'document');
  if (state.reopenedBases.length === 0 && state.outdatedBy.length === 0) throw errors.error('evaluation.nothingToKeep');
  return [{ type: 'EditionKept', data: { edition: state.edition, reason: command.reason, document: command.document } }];
}
