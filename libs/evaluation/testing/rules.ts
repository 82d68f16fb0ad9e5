import type { EvaluationRules } from '../evaluation/evaluation.commands.js';

/** Rules that ask for every step and demand nothing besides. */
export const everyStep: EvaluationRules = {
  noticeWorkingDays: 5,
  tierASize: 10,
  confirmBelowRanked: 20,
  approval: ['minutes', 'consent', 'notice'],
  siteCheckRequired: true,
  meetingRequired: true,
  noticeRequired: true,
  checkPersons: 2,
};

/** Rules that ask for nothing on the way to the final result. */
export const noStep: EvaluationRules = {
  ...everyStep,
  confirmBelowRanked: 0,
  approval: [],
  siteCheckRequired: false,
  meetingRequired: false,
  noticeRequired: false,
};
