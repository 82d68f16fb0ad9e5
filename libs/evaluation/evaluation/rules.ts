import type { Scheme } from '#libs/scheme';
import type { EvaluationRules } from './evaluation.commands.js';

/** What of a scheme the evaluation's decisions need. */
export function evaluationRules({ readings, road, siteChecks, demands }: Scheme): EvaluationRules {
  return {
    noticeWorkingDays: readings.noticeWorkingDays,
    tierASize: readings.tierASize,
    confirmBelowRanked: readings.confirmBelowRanked,
    approval: readings.approval,
    siteCheckRequired: road.siteCheck.required,
    meetingRequired: road.meeting.required,
    noticeRequired: road.notice.required,
    checkPersons: siteChecks.persons,
    ...(demands ? { demands } : {}),
  };
}
