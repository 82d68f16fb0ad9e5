import type { DecisionContext } from '#libs/event-sourcing';
import { evaluationErrors as errors } from '../errors.js';
import type { EvaluationExtra, NoteParkChange, ProposeResults, ReportFailedRun, RequestScoring } from './evaluation.commands.js';
import type { EvaluationEvent, RunCause } from './evaluation.events.js';
import type { EvaluationState, ProposedResult } from './evaluation.state.js';
import { allow, demandDay, demandPhase, demandText, needed } from './guards.js';

type Events = readonly EvaluationEvent[];

/** The request for a run of the edition that is being made. */
export function requestRun(
  state: EvaluationState,
  extra: EvaluationExtra,
  cause: { kind: RunCause; park?: string; event?: string; reason?: string },
  resultDay?: string,
): EvaluationEvent {
  return {
    type: 'ScoringRequested',
    data: {
      edition: state.edition,
      resultDay: resultDay ?? needed(state.resultDay ?? undefined, 'the day of the result'),
      engineVersion: needed(extra.engineVersion, 'the engine of new runs'),
      cause: { kind: cause.kind, park: cause.park ?? null, event: cause.event ?? null, reason: cause.reason ?? null },
    },
  };
}

export function requestScoring(command: RequestScoring, state: EvaluationState, context: DecisionContext, extra: EvaluationExtra): Events {
  allow(context, '要求计分', 'taskForce');
  demandPhase(state, '要求计分', 'closed');
  demandText(command.reason, 'reason');
  if (command.resultDay !== undefined) {
    demandDay(command.resultDay, 'resultDay');
    const from = `${state.year + 1}-01-01`;
    if (command.resultDay < from)
      throw errors.error('evaluation.resultDayTooEarly', { day: command.resultDay, from }, { where: 'resultDay' });
  }
  return [requestRun(state, extra, { kind: 'requested', reason: command.reason }, command.resultDay)];
}

/**
 * Before finalising, a change that the newest run has not read asks for another run; afterwards it makes the edition outdated. A change that alters
 * nothing within the window of the result (R38, R46) is nothing. While an edition is collected anew, its run will read the park anyway.
 */
export function noteParkChange(command: NoteParkChange, state: EvaluationState, context: DecisionContext, extra: EvaluationExtra): Events {
  allow(context, '登记园区变化', 'process');
  if (state.phase !== 'closed' && state.phase !== 'finalised') return [];
  const reading = needed(extra.parks, 'the park as it stands').find(({ park }) => park === command.park);
  if (!reading?.changed) return [];
  const { park, kind, event } = command;
  if (state.phase === 'closed') return [requestRun(state, extra, { kind, park, event })];
  return [{ type: 'EditionOutdated', data: { edition: state.edition, park, kind, event } }];
}

export function proposeResults(command: ProposeResults, state: EvaluationState, context: DecisionContext, extra: EvaluationExtra): Events {
  allow(context, '提出结果', 'process');
  demandNewest(command, state);
  const outcome = needed(extra.outcome, 'the run');
  if (!outcome.completed || outcome.edition !== command.edition) throw errors.error('evaluation.runIncomplete', { run: command.run });
  if (state.proposed?.run === command.run) return [];
  const { resultHash, outcomeHash, ranked, tierA, unresolvedTies } = outcome;
  return [
    {
      type: 'ResultsProposed',
      data: {
        edition: command.edition,
        run: command.run,
        resultHash,
        outcomeHash,
        ranked,
        tierA,
        unresolvedTies: unresolvedTies.map(({ parks, blocks }) => ({ parks: [...parks], blocks })),
      },
    },
  ];
}

export function reportFailedRun(
  command: ReportFailedRun,
  state: EvaluationState,
  context: DecisionContext,
  extra: EvaluationExtra,
): Events {
  allow(context, '登记计分失败', 'process');
  demandNewest(command, state);
  const { failed } = needed(extra.outcome, 'the run');
  if (!failed) throw errors.error('evaluation.runIncomplete', { run: command.run });
  return [{ type: 'ScoringFailed', data: { edition: command.edition, run: command.run, ...failed } }];
}

/** Refuses a run that a newer request, or a reopening, has superseded. */
function demandNewest({ edition, run }: { edition: number; run: number }, state: EvaluationState): void {
  if (state.phase !== 'closed' || edition !== state.edition || state.requested?.run !== run) {
    throw errors.error('evaluation.runSuperseded', { run });
  }
}

/** The proposed result that a person acts on: it must be the one that they name, and no newer run may be under way. */
export function currentResult(state: EvaluationState, run: number): ProposedResult {
  const { proposed, requested } = state;
  if (!proposed) throw errors.error('evaluation.noResults');
  if (requested && requested.run !== proposed.run) throw errors.error('evaluation.runPending', { run: requested.run });
  if (proposed.run !== run) throw errors.error('evaluation.staleRun', { run, current: proposed.run });
  return proposed;
}
