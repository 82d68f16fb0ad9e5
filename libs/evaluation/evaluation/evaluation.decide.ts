import type { Decider, DecisionContext } from '#libs/event-sourcing';
import { evaluationErrors as errors } from '../errors.js';
import { approveResults, finaliseResults, recordMeeting } from './approval.js';
import { abandonClosing, closeCollection, completeClosing, lockAssessment, openEvaluation, recordBlockers } from './collection.js';
import type { EvaluationCommand, EvaluationExtra } from './evaluation.commands.js';
import type { EvaluationEvent } from './evaluation.events.js';
import { type EvaluationState, evolveEvaluation, initialEvaluation } from './evaluation.state.js';
import { concludeNotice, publishNotice, recordNoticeProof } from './notice.js';
import { answerObjection, assignObjection, lodgeObjection, resolveObjection } from './objections.js';
import { keepEdition, noteReopenedDossier, reopenEvaluation } from './reopening.js';
import { noteParkChange, proposeResults, reportFailedRun, requestScoring } from './runs.js';
import { planChecks, recordSiteCheck } from './site-checks.js';
import { confirmTierCount, ruleTie } from './ties.js';

/** Decides on a command for one year's evaluation: events, nothing where there is nothing to do, or a DomainError. */
export function decideEvaluation(
  command: EvaluationCommand,
  state: EvaluationState,
  context: DecisionContext,
  extra: EvaluationExtra,
): readonly EvaluationEvent[] {
  if (state.phase === 'none' && command.type !== 'OpenEvaluation') throw errors.error('evaluation.notOpen', { year: context.id });
  switch (command.type) {
    case 'OpenEvaluation':
      return openEvaluation(command, state, context, extra);
    case 'CloseCollection':
      return closeCollection(command, state, context, extra);
    case 'RecordBlockers':
      return recordBlockers(command, state, context, extra);
    case 'CompleteClosing':
      return completeClosing(command, state, context, extra);
    case 'AbandonClosing':
      return abandonClosing(command, state, context);
    case 'LockAssessment':
      return lockAssessment(command, state, context, extra);
    case 'RequestScoring':
      return requestScoring(command, state, context, extra);
    case 'NoteParkChange':
      return noteParkChange(command, state, context, extra);
    case 'ProposeResults':
      return proposeResults(command, state, context, extra);
    case 'ReportFailedRun':
      return reportFailedRun(command, state, context, extra);
    case 'RuleTie':
      return ruleTie(command, state, context, extra);
    case 'ConfirmTierCount':
      return confirmTierCount(command, state, context, extra);
    case 'PlanSiteChecks':
      return planChecks(command, state, context, extra);
    case 'RecordSiteCheck':
      return recordSiteCheck(command, state, context, extra);
    case 'RecordMeeting':
      return recordMeeting(command, state, context);
    case 'PublishNotice':
      return publishNotice(command, state, context, extra);
    case 'RecordNoticeProof':
      return recordNoticeProof(command, state, context);
    case 'ConcludeNotice':
      return concludeNotice(command, state, context);
    case 'AssignObjection':
      return assignObjection(command, state, context, extra);
    case 'AnswerObjection':
      return answerObjection(command, state, context, extra);
    case 'LodgeObjection':
      return lodgeObjection(command, state, context);
    case 'ResolveObjection':
      return resolveObjection(command, state, context, extra);
    case 'ApproveResults':
      return approveResults(command, state, context, extra);
    case 'FinaliseResults':
      return finaliseResults(command, state, context, extra);
    case 'ReopenEvaluation':
      return reopenEvaluation(command, state, context);
    case 'NoteReopenedDossier':
      return noteReopenedDossier(command, state, context);
    case 'KeepEdition':
      return keepEdition(command, state, context);
    default: {
      const unknown: never = command;
      throw new TypeError(`not a command for an evaluation: ${(unknown as EvaluationCommand).type}`);
    }
  }
}

/** The evaluation of one performance year: `evaluation-{year}`. */
export const evaluationDecider: Decider<EvaluationState, EvaluationCommand, EvaluationEvent, EvaluationExtra> = {
  category: 'evaluation',
  initial: initialEvaluation,
  evolve: evolveEvaluation,
  decide: decideEvaluation,
};
