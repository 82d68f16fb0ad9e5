import type { DecisionContext } from '#libs/event-sourcing';
import { dayInChina, named, nthWorkingDay, roleNames } from '#libs/kernel';
import { evaluationErrors as errors } from '../errors.js';
import type { EvaluationExtra, LodgeObjection, PublishNotice, ResolveObjection } from './evaluation.commands.js';
import type { EvaluationEvent } from './evaluation.events.js';
import type { EvaluationState, Notice } from './evaluation.state.js';
import { allow, demandDay, demandDocument, demandPhase, demandText, needed, ownParkOrTaskForce } from './guards.js';
import { currentResult, requestRun } from './runs.js';

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

/** The notice of the edition that is being made, if it is running on a day. */
export function runningNotice(state: EvaluationState, today: string): Notice | null {
  const { notice } = state;
  return notice && notice.edition === state.edition && notice.from <= today && today <= notice.until ? notice : null;
}

export function lodgeObjection(command: LodgeObjection, state: EvaluationState, context: DecisionContext): Events {
  const { caller } = context;
  const own = caller.role === 'park' && caller.park === command.park;
  if (!own && caller.role !== 'taskForce') {
    throw errors.error('evaluation.notYours', { role: named(roleNames, caller.role), action: '提出异议', allowed: ownParkOrTaskForce });
  }
  if (![...state.participants, ...state.exempt.map(({ park }) => park)].includes(command.park)) {
    throw errors.error('evaluation.parkUnknown', { park: command.park });
  }
  demandPhase(state, '提出异议', 'closed');
  if (!runningNotice(state, dayInChina(context.at))) throw errors.error('evaluation.noNoticeRunning');
  demandText(command.text, 'text');
  if (command.documents.length === 0) throw errors.error('evaluation.objectionUnsigned', {}, { where: 'documents' });
  const { park, text, documents } = command;
  return [
    {
      type: 'ObjectionLodged',
      data: {
        edition: state.edition,
        objection: context.newId('objection'),
        park,
        by: caller.account,
        text,
        documents: [...documents],
      },
    },
  ];
}

/** Answers an objection. An upheld one asks for a new run; facts are corrected by reopening the evaluation. */
export function resolveObjection(
  command: ResolveObjection,
  state: EvaluationState,
  context: DecisionContext,
  extra: EvaluationExtra,
): Events {
  allow(context, '答复异议', 'taskForce');
  const objection = state.objections.find((known) => known.objection === command.objection);
  if (!objection) throw errors.error('evaluation.objectionUnknown', { objection: command.objection });
  if (!objection.open) throw errors.error('evaluation.objectionResolved', { objection: command.objection });
  demandText(command.answer, 'answer');
  demandDocument(command.document, [], context, 'document');
  const { upheld, answer, document, changes } = command;
  const resolved: EvaluationEvent = {
    type: 'ObjectionResolved',
    data: {
      edition: state.edition,
      objection: objection.objection,
      upheld,
      answer,
      document,
      changes: changes.map(({ park, what }) => ({ park, what })),
    },
  };
  if (!upheld || state.phase !== 'closed') return [resolved];
  return [resolved, requestRun(state, extra, { kind: 'objectionUpheld', park: objection.park })];
}
