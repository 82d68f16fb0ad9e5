import type { DecisionContext } from '#libs/event-sourcing';
import { dayInChina, departmentNames, named, nextDay, nthWorkingDay, roleNames } from '#libs/kernel';
import { evaluationErrors as errors } from '../errors.js';
import type { AnswerObjection, AssignObjection, EvaluationExtra, LodgeObjection, ResolveObjection } from './evaluation.commands.js';
import type { EvaluationEvent } from './evaluation.events.js';
import type { EvaluationState } from './evaluation.state.js';
import { allow, demandDocument, demandOwnCounty, demandPhase, demandText, needed, ownParkOrTaskForce } from './guards.js';
import { runningNotice } from './notice.js';
import type { Objection } from './notice.state.js';
import { requestRun } from './runs.js';

type Events = readonly EvaluationEvent[];

export function lodgeObjection(command: LodgeObjection, state: EvaluationState, context: DecisionContext): Events {
  const { caller } = context;
  const own = caller.role === 'park' && caller.park === command.park;
  if (!own && caller.role !== 'taskForce') {
    throw errors.error('evaluation.notYours', { role: named(roleNames, caller.role), action: '提出异议', allowed: ownParkOrTaskForce });
  }
  demandPark(state, command.park);
  demandPhase(state, '提出异议', 'closed');
  if (!runningNotice(state, dayInChina(context.at))) throw errors.error('evaluation.noNoticeRunning');
  demandText(command.text, 'text');
  if (command.documents.length === 0) throw errors.error('evaluation.objectionUnsigned', {}, { where: 'documents' });
  const { park, text, documents } = command;
  documents.forEach((document, i) => demandDocument(document, [], context, `documents[${i}]`));
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

/** Refuses a park that is neither ranked nor exempt here. */
function demandPark({ participants, exempt }: EvaluationState, park: string, where?: string): void {
  if (participants.includes(park) || exempt.some((other) => other.park === park)) return;
  throw errors.error('evaluation.parkUnknown', { park }, where === undefined ? {} : { where });
}

/**
 * Gives an objection to an office, or back to it after its answer; an office that still has to answer is not given it anew, for that would move its last day.
 * Where the scheme sets a time for the answer, its first day is the next working day (calendar.yearUnknown without a plan).
 */
export function assignObjection(
  command: AssignObjection,
  state: EvaluationState,
  context: DecisionContext,
  extra: EvaluationExtra,
): Events {
  allow(context, '交办异议', 'taskForce');
  const { objection, assigned, answered } = openObjection(state, command.objection);
  if (assigned?.office === command.office && !answered) {
    throw errors.error('evaluation.objectionAssigned', { objection, office: named(departmentNames, assigned.office), due: assigned.due });
  }
  const { demands } = needed(extra.rules, "the scheme's rules");
  const days = demands?.objections?.answerWorkingDays;
  const due = days === undefined ? null : nthWorkingDay(nextDay(dayInChina(context.at)), days);
  return [{ type: 'ObjectionAssigned', data: { edition: state.edition, objection, office: command.office, due } }];
}

/** What the office found; a county answers for its own parks. It may answer late, which the days show, and again until the objection is resolved. */
export function answerObjection(
  command: AnswerObjection,
  state: EvaluationState,
  context: DecisionContext,
  extra: EvaluationExtra,
): Events {
  const { objection, park, assigned } = openObjection(state, command.objection);
  if (!assigned) throw errors.error('evaluation.objectionUnassigned', { objection });
  const { caller } = context;
  const office = caller.role === 'department' ? caller.department : caller.role;
  if (office !== assigned.office) {
    throw errors.error('evaluation.notYours', {
      role: named(roleNames, caller.role),
      action: '答复交办的异议',
      allowed: named(departmentNames, assigned.office),
    });
  }
  demandOwnCounty(caller, extra.home, park);
  if (caller.role === 'park' && caller.park !== park) throw errors.error('evaluation.notOwnPark', { park });
  const { founded, answer, document } = command;
  demandText(answer, 'answer');
  demandDocument(document, [], context, 'document');
  return [{ type: 'ObjectionAnswered', data: { edition: state.edition, objection, office: assigned.office, founded, answer, document } }];
}

function openObjection(state: EvaluationState, id: string): Objection {
  const objection = state.objections.find((known) => known.objection === id);
  if (!objection) throw errors.error('evaluation.objectionUnknown', { objection: id });
  if (!objection.open) throw errors.error('evaluation.objectionResolved', { objection: id });
  return objection;
}

/** Answers an objection. An upheld one asks for a new run; facts are corrected by reopening the evaluation. */
export function resolveObjection(
  command: ResolveObjection,
  state: EvaluationState,
  context: DecisionContext,
  extra: EvaluationExtra,
): Events {
  allow(context, '答复异议', 'taskForce');
  const objection = openObjection(state, command.objection);
  const { demands } = needed(extra.rules, "the scheme's rules");
  if (demands?.objections && !objection.answered) {
    throw errors.error('evaluation.objectionUnanswered', { objection: objection.objection });
  }
  demandText(command.answer, 'answer');
  demandDocument(command.document, [], context, 'document');
  const { upheld, answer, document, changes } = command;
  changes.forEach(({ park }, i) => demandPark(state, park, `changes[${i}].park`));
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
