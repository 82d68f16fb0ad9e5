import type { DecisionContext } from '#libs/event-sourcing';
import { canonicalJson, dayInChina, type Fault } from '#libs/kernel';
import { metricInWords } from '#libs/scheme';
import { evaluationErrors as errors } from '../errors.js';
import type {
  AbandonClosing,
  Blocker,
  CloseCollection,
  CompleteClosing,
  EvaluationExtra,
  LockAssessment,
  OpenEvaluation,
  Readiness,
  RecordBlockers,
} from './evaluation.commands.js';
import { groupBlockers } from './evaluation.commands.js';
import type { BlockedBy, EvaluationEvent } from './evaluation.events.js';
import type { EvaluationState } from './evaluation.state.js';
import { allow, demandAttempt, demandDay, demandPhase, demandText, needed } from './guards.js';
import { requestRun } from './runs.js';

type Events = readonly EvaluationEvent[];

export function openEvaluation(command: OpenEvaluation, state: EvaluationState, context: DecisionContext, extra: EvaluationExtra): Events {
  allow(context, '启动评价', 'taskForce');
  if (state.phase !== 'none') throw errors.error('evaluation.alreadyOpen', { year: state.year });
  if (!extra.adopted) throw errors.error('evaluation.schemeUnknown', { scheme: command.scheme });
  if (!extra.adopted.fits) throw errors.error('evaluation.schemeNotForYear', { scheme: command.scheme, year: command.year });
  return [{ type: 'EvaluationOpened', data: { year: command.year, scheme: { id: extra.adopted.id, hash: extra.adopted.hash } } }];
}

/** Freezes the participants. Blocked and not `evenIfBlocked`: refused with every blocker, nothing recorded. */
export function closeCollection(
  command: CloseCollection,
  state: EvaluationState,
  context: DecisionContext,
  extra: EvaluationExtra,
): Events {
  allow(context, '截止采集', 'taskForce');
  demandPhase(state, '截止采集', 'collecting');
  demandDay(command.resultDay, 'resultDay');
  const from = `${state.year + 1}-01-01`;
  if (dayInChina(context.at) < from) throw errors.error('evaluation.yearNotOver', { year: state.year });
  if (command.resultDay < from)
    throw errors.error('evaluation.resultDayTooEarly', { day: command.resultDay, from }, { where: 'resultDay' });
  const readiness = needed(extra.readiness, 'the readiness of every park');
  if (readiness.participants.length + readiness.exempt.length === 0) throw errors.error('evaluation.noParticipants');
  if (readiness.blockers.length > 0 && command.evenIfBlocked !== true) throw blocked(readiness.blockers);
  const edition = state.edition;
  const attempt = state.attempt + 1;
  const closing: EvaluationEvent = {
    type: 'CollectionClosing',
    data: {
      edition,
      attempt,
      resultDay: command.resultDay,
      participants: [...readiness.participants],
      predecessors: readiness.predecessors.map(({ park, of }) => ({ park, of })),
      exempt: readiness.exempt.map(({ park, reason }) => ({ park, reason })),
    },
  };
  if (readiness.blockers.length === 0) return [closing];
  return [closing, { type: 'ClosingBlocked', data: { edition, attempt, blockers: groupBlockers(readiness.blockers), reopen: [] } }];
}

function blocked(blockers: readonly Blocker[]) {
  const parks = new Set(blockers.map((blocker) => blocker.park)).size;
  return errors.error('evaluation.closingBlocked', { count: blockers.length, parks }, { faults: blockers.map(toFault) });
}

/** A blocker as a fault of a refusal: it keeps the code of the room that found it. */
export function toFault(blocker: Blocker): Fault {
  const { park, year, code, metric, message, remedy } = blocker;
  const where = [park, ...(year === null ? [] : [String(year)]), ...(metric === undefined ? [] : [metric])].join('/');
  return { code, message, remedy, where, params: { park, year, metric: metric ?? null } };
}

/** ClosingBlocked is recorded again only where the list changed. */
export function recordBlockers(command: RecordBlockers, state: EvaluationState, context: DecisionContext, extra: EvaluationExtra): Events {
  allow(context, '记录阻塞项', 'process');
  demandAttempt(state, command);
  const { blockers } = needed(extra.readiness, 'the readiness of every park');
  return blockedEvents(command, state, groupBlockers(blockers), []);
}

function blockedEvents(
  { edition, attempt }: { edition: number; attempt: number },
  state: EvaluationState,
  blockers: BlockedBy[],
  reopen: Readiness['clashing'],
): Events {
  if (reopen.length === 0 && (blockers.length === 0 || canonicalJson(blockers) === canonicalJson(state.blockers))) return [];
  return [{ type: 'ClosingBlocked', data: { edition, attempt, blockers, reopen: reopen.map(({ park, year }) => ({ park, year })) } }];
}

/**
 * Every dossier is closed. Clashes are looked for once more in the closed streams: a new one sends just those dossiers back, within the attempt.
 * Otherwise collection is closed, the assessment locked and the first run asked for, in one append.
 */
export function completeClosing(
  command: CompleteClosing,
  state: EvaluationState,
  context: DecisionContext,
  extra: EvaluationExtra,
): Events {
  allow(context, '完成截止', 'process');
  demandAttempt(state, command);
  const { open, clashing, blockers } = needed(extra.readiness, 'the readiness of every park');
  const [dossier] = open;
  if (dossier) throw errors.error('evaluation.dossierOpen', { park: dossier.park, year: dossier.year });
  if (blockers.length > 0) return blockedEvents(command, state, groupBlockers(blockers), clashing);
  const { edition, attempt } = command;
  const closed: EvaluationEvent = { type: 'CollectionClosed', data: { edition, attempt } };
  const locked: EvaluationEvent[] = state.assessmentLocked
    ? []
    : [{ type: 'AssessmentLocked', data: { edition, ground: 'collectionClosed' } }];
  return [closed, ...locked, requestRun(state, extra, { kind: 'collectionClosed' })];
}

export function abandonClosing(command: AbandonClosing, state: EvaluationState, context: DecisionContext): Events {
  allow(context, '放弃截止', 'taskForce');
  demandPhase(state, '放弃截止', 'closing');
  demandText(command.reason, 'reason');
  return [{ type: 'ClosingAbandoned', data: { edition: state.edition, attempt: state.attempt, reason: command.reason } }];
}

export function lockAssessment(_command: LockAssessment, state: EvaluationState, context: DecisionContext, extra: EvaluationExtra): Events {
  allow(context, '锁定核定', 'taskForce');
  demandPhase(state, '锁定核定', 'collecting', 'closing');
  if (state.assessmentLocked) throw errors.error('evaluation.assessmentAlreadyLocked');
  const { unassessed } = needed(extra.readiness, 'the readiness of every park');
  if (unassessed.length > 0) {
    const faults = unassessed.map(({ park, metric }) =>
      errors.fault('evaluation.unassessed', { park, metric: metricInWords(metric) }, `${park}/${state.year}/${metric.code}`),
    );
    throw errors.error('evaluation.assessmentIncomplete', { count: unassessed.length }, { faults });
  }
  return [{ type: 'AssessmentLocked', data: { edition: state.edition, ground: 'locked' } }];
}
