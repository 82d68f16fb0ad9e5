import type { DecisionContext } from '#libs/event-sourcing';
import { evaluationErrors as errors } from '../errors.js';
import type { ConfirmTierCount, EvaluationExtra, RuleTie } from './evaluation.commands.js';
import type { EvaluationEvent } from './evaluation.events.js';
import type { EvaluationState } from './evaluation.state.js';
import { allow, demandDocument, demandPhase, demandText, needed } from './guards.js';
import { requestRun } from './runs.js';

type Events = readonly EvaluationEvent[];

const sameParks = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && new Set(a).size === a.length && a.every((park) => b.includes(park));

/**
 * Rules a whole group: one that the proposed result shows as unresolved, harmless ones too, or one that was ruled before, for the last ruling stands (R34t).
 * A ruling asks for a new run.
 */
export function ruleTie(command: RuleTie, state: EvaluationState, context: DecisionContext, extra: EvaluationExtra): Events {
  allow(context, '裁定并列', 'taskForce');
  demandPhase(state, '裁定并列', 'closed');
  demandText(command.reason, 'reason');
  demandDocument(command.minutes, [], context, 'minutes');
  if (new Set(command.persons).size < 2) throw errors.error('evaluation.personsMissing', {}, { where: 'persons' });
  if (!state.proposed) throw errors.error('evaluation.noResults');
  const groups = [...state.proposed.unresolvedTies.map((tie) => tie.parks), ...state.rulings];
  if (!groups.some((group) => sameParks(command.parks, group))) {
    throw errors.error('evaluation.notATie', { parks: command.parks.join('、') }, { where: 'parks' });
  }
  const { parks, reason, minutes, persons } = command;
  return [
    { type: 'TieRuled', data: { edition: state.edition, parks: [...parks], reason, minutes, persons: [...new Set(persons)] } },
    requestRun(state, extra, { kind: 'tieRuled' }),
  ];
}

/** Fewer ranked than the scheme says: the task force confirms the number of A, at most the scheme's. Another number than the run used asks for a new run. */
export function confirmTierCount(
  command: ConfirmTierCount,
  state: EvaluationState,
  context: DecisionContext,
  extra: EvaluationExtra,
): Events {
  allow(context, '确认 A 档数量', 'taskForce');
  demandPhase(state, '确认 A 档数量', 'closed');
  demandText(command.reason, 'reason');
  demandDocument(command.minutes, [], context, 'minutes');
  const { proposed } = state;
  if (!proposed) throw errors.error('evaluation.noResults');
  const rules = needed(extra.rules, "the scheme's rules");
  if (proposed.ranked >= rules.confirmBelowRanked) {
    throw errors.error('evaluation.tierCountNotNeeded', { ranked: proposed.ranked, below: rules.confirmBelowRanked });
  }
  if (command.count > rules.tierASize) {
    throw errors.error('evaluation.tierCountTooLarge', { count: command.count, most: rules.tierASize }, { where: 'count' });
  }
  const { count, reason, minutes } = command;
  const confirmed: EvaluationEvent = {
    type: 'TierCountConfirmed',
    data: { edition: state.edition, count, ranked: proposed.ranked, reason, minutes },
  };
  const used = state.tierCount?.count ?? rules.tierASize;
  return count === used ? [confirmed] : [confirmed, requestRun(state, extra, { kind: 'tierCountConfirmed' })];
}
