import type { DecisionContext } from '#libs/event-sourcing';
import { dayInChina, type Fault, type IsoDate, named, namedEach } from '#libs/kernel';
import { barTexts } from '#libs/scoring';
import { evaluationErrors as errors } from '../errors.js';
import type {
  ApproveResults,
  EvaluationExtra,
  EvaluationRules,
  FinaliseResults,
  ParkReading,
  RecordMeeting,
} from './evaluation.commands.js';
import type { EvaluationEvent } from './evaluation.events.js';
import type { EvaluationState, ProposedResult } from './evaluation.state.js';
import { allow, demandDocument, demandPast, demandPhase, demandRecordOf, demandSome, demandText, needed, refuseAll } from './guards.js';
import { openObjections } from './notice.js';
import { namedTwice, presentAndRecused } from './persons.js';
import { currentResult } from './runs.js';
import { siteCheckFaults } from './site-checks.js';

type Events = readonly EvaluationEvent[];

export function recordMeeting(command: RecordMeeting, state: EvaluationState, context: DecisionContext): Events {
  allow(context, '登记会议', 'taskForce');
  demandPhase(state, '登记会议', 'collecting', 'closing', 'closed');
  demandPast(command.held, context, 'held');
  demandText(command.decided, 'decided');
  demandRecordOf(command.held, command.minutes, context, 'minutes');
  demandSome(command.present, 'present');
  const { held, minutes, present, recused, decided } = command;
  refuseAll([...namedTwice(present, 'present'), ...namedTwice(recused, 'recused'), ...presentAndRecused(present, recused)]);
  return [
    { type: 'MeetingRecorded', data: { edition: state.edition, held, minutes, present: [...present], recused: [...recused], decided } },
  ];
}

const approvalNames: Readonly<Record<EvaluationRules['approval'][number], string>> = {
  minutes: '会议纪要',
  consent: '市政府同意的文件',
  notice: '印发的通报',
};

/** Approves a run's result with what the scheme asks for (R26): recorded minutes, the city's consent (文号), the issued notice (发文字号, 成文日期). */
export function approveResults(command: ApproveResults, state: EvaluationState, context: DecisionContext, extra: EvaluationExtra): Events {
  allow(context, '批准结果', 'taskForce');
  demandPhase(state, '批准结果', 'closed');
  const proposed = currentResult(state, command.run);
  const rules = needed(extra.rules, "the scheme's rules");
  const missing = rules.approval.filter((what) => command[what] === undefined);
  refuseAll(missing.map((what) => errors.fault('evaluation.approvalIncomplete', { what: named(approvalNames, what) }, what)));
  const { minutes, consent, notice } = command;
  if (minutes) {
    demandDocument(minutes, [], context, 'minutes');
    if (!state.meetings.some((meeting) => meeting.edition === state.edition && meeting.minutes === minutes.hash)) {
      throw errors.error('evaluation.meetingUnknown', { hash: minutes.hash }, { where: 'minutes' });
    }
  }
  if (consent) demandDocument(consent, ['number'], context, 'consent');
  if (notice) demandDocument(notice, ['number', 'date'], context, 'notice');
  return [
    {
      type: 'ResultsApproved',
      data: {
        edition: state.edition,
        run: proposed.run,
        resultHash: proposed.resultHash,
        minutes: minutes ?? null,
        consent: consent ?? null,
        notice: notice ?? null,
      },
    },
  ];
}

/**
 * Makes a proposed result the published edition. Everything that stands against it is listed at once: a blocking tie, a number of A that needs
 * confirming, no notice or one that is not over, proven and concluded, open objections, no meeting, no approval, open or failed site checks, a base dossier
 * reopened elsewhere, and parks whose streams say something that the run did not read.
 */
export function finaliseResults(
  command: FinaliseResults,
  state: EvaluationState,
  context: DecisionContext,
  extra: EvaluationExtra,
): Events {
  allow(context, '定案', 'taskForce');
  demandPhase(state, '定案', 'closed');
  const proposed = currentResult(state, command.run);
  const rules = needed(extra.rules, "the scheme's rules");
  const parks = needed(extra.parks, 'every park as it stands');
  refuseAll([
    ...parkFaults(parks),
    ...openSteps(state, rules, dayInChina(context.at)),
    ...state.reopenedBases.map(({ park, year, byEvaluation }) => errors.fault('evaluation.baseYearOpen', { park, year, by: byEvaluation })),
  ]);
  return [
    {
      type: 'ResultsFinalised',
      data: {
        edition: state.edition,
        run: proposed.run,
        resultHash: proposed.resultHash,
        parkRevisions: parks.map(({ park, revision }) => ({ park, revision })),
      },
    },
  ];
}

/** The steps between a proposed result and its being made final that are still open on a day; none where nothing is proposed. */
export function openSteps(state: EvaluationState, rules: EvaluationRules, today: IsoDate): readonly Fault[] {
  const { proposed } = state;
  if (!proposed) return [];
  return [...tieFaults(state, proposed, rules), ...noticeFaults(state, proposed, rules, today), ...approvalFaults(state, proposed, rules)];
}

function parkFaults(parks: readonly ParkReading[]): Fault[] {
  return parks.flatMap(({ park, barredSince, changed }) => {
    if (barredSince.length > 0)
      return [errors.fault('evaluation.parkBarredSince', { park, reason: namedEach(barTexts, barredSince) }, park)];
    return changed ? [errors.fault('evaluation.parkStatusChanged', { park }, park)] : [];
  });
}

function tieFaults(state: EvaluationState, proposed: ProposedResult, rules: EvaluationRules): Fault[] {
  const ties = proposed.unresolvedTies
    .filter((tie) => tie.blocks)
    .map((tie) => errors.fault('evaluation.tieUnresolved', { parks: tie.parks.join('、') }));
  const few = proposed.ranked < rules.confirmBelowRanked && state.tierCount?.ranked !== proposed.ranked;
  if (!few) return ties;
  return [...ties, errors.fault('evaluation.tierCountUnconfirmed', { ranked: proposed.ranked, below: rules.confirmBelowRanked })];
}

function noticeFaults(state: EvaluationState, proposed: ProposedResult, rules: EvaluationRules, today: string): Fault[] {
  const objections = openObjections(state);
  if (!rules.noticeRequired) return objections;
  const { notice } = state;
  if (!notice || notice.edition !== state.edition) return [errors.fault('evaluation.noticeMissing'), ...objections];
  if (notice.outcomeHash !== proposed.outcomeHash) return [errors.fault('evaluation.noticeOutdated'), ...objections];
  const proven = notice.proofs.some(({ on }) => on <= notice.from);
  const unproven = rules.demands?.notice?.proof && !proven ? [errors.fault('evaluation.noticeProofMissing', { from: notice.from })] : [];
  if (today <= notice.until) return [errors.fault('evaluation.noticeOpen', { until: notice.until }), ...unproven, ...objections];
  const unconcluded = rules.demands?.notice?.conclusion && !notice.concluded ? [errors.fault('evaluation.noticeUnconcluded')] : [];
  return [...unproven, ...objections, ...unconcluded];
}

function approvalFaults(state: EvaluationState, proposed: ProposedResult, rules: EvaluationRules): Fault[] {
  const met = !rules.meetingRequired || state.meetings.some((meeting) => meeting.edition === state.edition);
  const before = [...siteCheckFaults(state, proposed, rules), ...(met ? [] : [errors.fault('evaluation.meetingMissing')])];
  const { approval } = state;
  if (!approval || approval.edition !== state.edition) return [...before, errors.fault('evaluation.notApproved')];
  if (approval.resultHash !== proposed.resultHash) return [...before, errors.fault('evaluation.approvalOutdated')];
  return before;
}
