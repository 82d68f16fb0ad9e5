import type { DecisionContext } from '#libs/event-sourcing';
import { dayInChina, type Fault, nthWorkingDay } from '#libs/kernel';
import { evaluationErrors as errors } from '../errors.js';
import type { ConcludeNotice, EvaluationExtra, PublishNotice, RecordNoticeProof } from './evaluation.commands.js';
import type { EvaluationEvent } from './evaluation.events.js';
import type { EvaluationState } from './evaluation.state.js';
import type { Notice } from './notice.state.js';
import { allow, demandDay, demandDocument, demandPast, demandPhase, demandRecordOf, demandText, needed, refuseAll } from './guards.js';
import { currentResult } from './runs.js';

type Events = readonly EvaluationEvent[];

/**
 * Publishes the proposed result. The notice lasts the scheme's number of working days, its first day counted where it is one, by the Chinese calendar
 * with 调休; a year without an official plan is refused (`calendar.yearUnknown`). It may be announced ahead, never back-dated before the result.
 */
export function publishNotice(command: PublishNotice, state: EvaluationState, context: DecisionContext, extra: EvaluationExtra): Events {
  allow(context, '公示', 'taskForce');
  demandPhase(state, '公示', 'closed');
  demandDay(command.from, 'from');
  demandDocument(command.document, [], context, 'document');
  const proposed = currentResult(state, command.run);
  const blocking = proposed.unresolvedTies.find((tie) => tie.blocks);
  if (blocking) throw errors.error('evaluation.tieUnresolved', { parks: blocking.parks.join('、') });
  const proposedOn = dayInChina(proposed.at);
  if (command.from < proposedOn) {
    throw errors.error('evaluation.noticeBackdated', { from: command.from, proposed: proposedOn }, { where: 'from' });
  }
  const { noticeWorkingDays } = needed(extra.rules, "the scheme's rules");
  const { edition } = state;
  const { run, from, document } = command;
  const until = nthWorkingDay(from, noticeWorkingDays);
  return [
    {
      type: 'NoticePublished',
      data: { edition, run, outcomeHash: proposed.outcomeHash, from, workingDays: noticeWorkingDays, until, document },
    },
  ];
}

/** Proof that the notice was published somewhere. The notice is good from the first day on where one place shows it from that day. */
export function recordNoticeProof(command: RecordNoticeProof, state: EvaluationState, context: DecisionContext): Events {
  allow(context, '登记公示证明', 'taskForce');
  demandPhase(state, '登记公示证明', 'closed');
  const notice = demandNotice(state);
  const { where, on, document } = command;
  demandText(where, 'where');
  demandPast(on, context, 'on');
  demandRecordOf(on, document, context, 'document');
  return [{ type: 'NoticeProofRecorded', data: { edition: state.edition, outcomeHash: notice.outcomeHash, where, on, document } }];
}

/** Says after the last day of the notice how many objections came; each of them is resolved by then. */
export function concludeNotice(_command: ConcludeNotice, state: EvaluationState, context: DecisionContext): Events {
  allow(context, '登记公示情况', 'taskForce');
  demandPhase(state, '登记公示情况', 'closed');
  const { outcomeHash, from, until, objections, concluded } = demandNotice(state);
  if (concluded) throw errors.error('evaluation.noticeConcluded');
  if (dayInChina(context.at) <= until) throw errors.error('evaluation.noticeOpen', { until });
  refuseAll(openObjections(state));
  return [{ type: 'NoticeConcluded', data: { edition: state.edition, outcomeHash, from, until, objections } }];
}

/** The notice of the edition that is being made. */
function demandNotice(state: EvaluationState): Notice {
  const { notice } = state;
  if (!notice || notice.edition !== state.edition) throw errors.error('evaluation.noticeMissing');
  return notice;
}

export function openObjections(state: EvaluationState): Fault[] {
  return state.objections
    .filter((objection) => objection.open)
    .map(({ objection, park }) => errors.fault('evaluation.objectionOpen', { objection, park }));
}

/** The notice of the edition that is being made, if it is running on a day. */
export function runningNotice(state: EvaluationState, today: string): Notice | null {
  const { notice } = state;
  return notice && notice.edition === state.edition && notice.from <= today && today <= notice.until ? notice : null;
}
