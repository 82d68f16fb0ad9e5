import { maySeeUnpublished } from '#libs/access';
import { evaluationRules, type EvaluationState, openSteps } from '#libs/evaluation';
import type { Caller, Fault } from '#libs/kernel';
import type { CalendarDay } from '#libs/scheme';
import { deadlineOf } from './deadlines.js';
import { type DeskPark, type DeskYear, mayLookAt } from './desk-year.js';
import { deskErrors } from './errors.js';
import { holdUp, type HoldUp } from './hold-up.js';
import { officeFor } from './office.js';
import { pendingRequests } from './requests.js';

/** By when each step is to be over; every other one by the day of issue. */
const stepDays: Readonly<Record<string, CalendarDay>> = {
  'evaluation.siteCheckOpen': 'siteChecks',
  'evaluation.siteCheckFailed': 'siteChecks',
  'evaluation.siteChecksUnplanned': 'siteChecks',
  'evaluation.noticeMissing': 'notice',
  'evaluation.noticeOutdated': 'notice',
  'evaluation.noticeProofMissing': 'notice',
};
/** What everybody may know of: steps of a notice that is public. The rest tells of a proposed result, and is for those who may see it before its notice. */
const publicSteps: ReadonlySet<string> = new Set(['evaluation.noticeProofMissing', 'evaluation.noticeUnconcluded']);
/** A running notice waits for its last day, for nobody's work. Objections are told one by one. */
const notHeldUp: ReadonlySet<string> = new Set(['evaluation.noticeOpen', 'evaluation.objectionOpen']);

/** After the collection: what stands between the proposed result and the final one, and requests for leave to correct. */
export function whileDeciding(year: DeskYear, caller: Caller): HoldUp[] {
  const { evaluation } = year;
  const requests = pendingRequests(year, caller);
  if (evaluation.phase !== 'closed') return requests;
  const parks = new Map(year.parks.map((park) => [park.code, park]));
  return [...requests, ...objections(year, caller, parks), ...steps(year, caller, parks)];
}

function steps(year: DeskYear, caller: Caller, parks: ReadonlyMap<string, DeskPark>): HoldUp[] {
  const { evaluation, scheme, today } = year;
  const open = openSteps(evaluation, evaluationRules(scheme), today);
  const found = open.filter(({ code }) => !notHeldUp.has(code));
  const last = open.length === 0 ? final(evaluation) : [];
  return [...found, ...last]
    .filter(({ code }) => maySeeUnpublished(caller) || publicSteps.has(code))
    .map((fault) => {
      const park = parks.get(fault.where ?? '');
      const due = deadlineOf(scheme, stepDays[fault.code] ?? 'issued', year.year);
      return holdUp(year, { office: { department: 'taskForce' }, fault, due, ...(park ? { park } : {}) });
    });
}

/** With every step done the result is made final; a run that came to nothing is started anew. */
function final({ year, proposed, failed }: EvaluationState): Fault[] {
  if (failed) return [deskErrors.fault('desk.scoringFailed', { year, reason: failed.message })];
  return proposed ? [deskErrors.fault('desk.issuePending', { year })] : [];
}

/** An objection is with the office that it was given to until that answers, and with the task force before and after. */
function objections(year: DeskYear, caller: Caller, parks: ReadonlyMap<string, DeskPark>): HoldUp[] {
  return year.evaluation.objections.flatMap(({ open, park: code, assigned, answered, lodgedOn }) => {
    const park = parks.get(code);
    if (!open || !park || !mayLookAt(caller, park)) return [];
    const toAnswer = assigned !== null && answered === null;
    const fault = deskErrors.fault(toAnswer ? 'desk.objectionToAnswer' : 'desk.objectionPending', { park: code });
    const office = toAnswer ? officeFor(assigned.office, park) : ({ department: 'taskForce' } as const);
    const due = toAnswer
      ? assigned.due === null
        ? null
        : { nominal: assigned.due, day: assigned.due }
      : deadlineOf(year.scheme, 'issued', year.year);
    return [holdUp(year, { office, fault, due, park, since: (toAnswer ? assigned.on : answered?.on) ?? lodgedOn })];
  });
}
