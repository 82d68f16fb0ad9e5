import { factVisibility } from '#libs/access';
import type { Blocker } from '#libs/dossier';
import { type Caller, compareIds, dayInChina, type Department, type Fault, type IsoDate } from '#libs/kernel';
import { accidentStatementFor } from '#libs/registry';
import { type CalendarDay, findMetric, metricInWords } from '#libs/scheme';
import { evaluationErrors } from '#libs/evaluation';
import { deadlineOf, type Deadline, deliveryDeadline, verificationDeadline, workingDaysAfter } from './deadlines.js';
import { type DeskDossier, type DeskPark, type DeskYear, mayLookAt } from './desk-year.js';
import { deskErrors } from './errors.js';
import { type DossierOnDesk, onDesk, type Stage } from './facts.js';

/** Who has to act: a department, one park, or the county of some parks. */
export interface Office {
  readonly department: Department;
  readonly park?: string;
  readonly county?: string;
}

/** One thing that keeps the evaluation from going on, with who has to act and since when. */
export interface HoldUp {
  readonly office: Office;
  /** Absent where it is about the evaluation as a whole. */
  readonly park?: string;
  readonly parkName?: string;
  /** Year of the dossier, where it is about one. */
  readonly year?: number;
  readonly metric?: string;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  /** The day on which it came to this office, where something that was done brought it there. */
  readonly since?: IsoDate;
  readonly due: Deadline;
  /** Working days behind its day: 0 while in time, null where a year's plan of holidays is not known. */
  readonly overdue: number | null;
}

/** What holds the evaluation up, by office. While facts are collected: what keeps the dossiers from closing; afterwards: the next step. */
export function holdUpsOf(year: DeskYear, caller: Caller, office?: Partial<Office>): readonly HoldUp[] {
  const all = [...collecting(year, caller), ...deciding(year, caller)].filter((one) => concerns(one.office, office));
  return all.sort(
    (a, b) =>
      compareIds(officeKey(a.office), officeKey(b.office)) ||
      compareIds(a.due.day, b.due.day) ||
      compareIds(a.park ?? '', b.park ?? '') ||
      (a.year ?? 0) - (b.year ?? 0),
  );
}

export const officeKey = ({ department, park = '', county = '' }: Office): string => JSON.stringify([department, county, park]);

function concerns(office: Office, asked: Partial<Office> | undefined): boolean {
  return (
    (asked?.department === undefined || office.department === asked.department) &&
    (asked?.park === undefined || office.park === asked.park) &&
    (asked?.county === undefined || office.county === asked.county)
  );
}

/** An evaluation whose facts can still be changed. */
const isCollecting = ({ evaluation: { phase } }: DeskYear): boolean => phase === 'collecting' || phase === 'closing';

function collecting(year: DeskYear, caller: Caller): HoldUp[] {
  if (!isCollecting(year)) return [];
  const open = onDesk(year).filter(({ dossier }) => dossier.demanded && !isHeld(dossier, year.year));
  return [
    ...open.filter(({ dossier }) => mayLookAt(caller, dossier.park)).flatMap((one) => ofDossier(year, caller, one)),
    ...year.parks.filter((park) => park.expected && mayLookAt(caller, park)).flatMap((park) => missingStatement(year, park)),
  ];
}

const isHeld = ({ state }: DeskDossier, evaluation: number): boolean => state.holds.some((hold) => hold.evaluation === evaluation);

function ofDossier(year: DeskYear, caller: Caller, one: DossierOnDesk): HoldUp[] {
  const stages = new Map(one.facts.map(({ metric, stage }) => [metric.code, stage]));
  const undeclared = one.blockers.some(({ code }) => code === 'dossier.notDeclared');
  return one.blockers.flatMap((blocker) => {
    const stage = blocker.metric === undefined ? undefined : stages.get(blocker.metric);
    // Until the county has reviewed, nobody else can go on: the verifying department holds nothing up.
    if (blocker.code === 'dossier.notVerified' && stage === 'awaitingReview') return [];
    if (blocker.code === 'dossier.notReviewed' && undeclared) return [];
    return [ofBlocker(year, caller, one, blocker, stage)];
  });
}

function ofBlocker(year: DeskYear, caller: Caller, one: DossierOnDesk, blocker: Blocker, stage: Stage | undefined): HoldUp {
  const { dossier } = one;
  const metric = blocker.metric === undefined ? undefined : findMetric(year.scheme, blocker.metric);
  const { department, due } = responsible(year, blocker.code, metric);
  const hidden = blocker.code === 'dossier.clash' && metric && factVisibility(caller, dossier.park.code, metric) !== 'full';
  const fault: Fault = hidden ? deskErrors.fault('desk.clashWithheld', { metric: metricInWords(metric) }) : blocker;
  const since = sinceOf(one, blocker, stage);
  return {
    office: officeFor(department, dossier.park),
    park: dossier.park.code,
    parkName: dossier.park.name,
    year: dossier.year,
    ...(metric === undefined ? {} : { metric: metric.code }),
    ...said(fault),
    ...(since === undefined ? {} : { since: dayInChina(since) }),
    ...timed(year, due),
  };
}

/** Who ends a blocker, and by when. */
function responsible(
  { scheme, year }: DeskYear,
  code: string,
  metric: ReturnType<typeof findMetric>,
): { readonly department: Department; readonly due: Deadline } {
  if (code === 'dossier.notReviewed')
    return { department: scheme.road.countyReview.who as Department, due: deadlineOf(scheme, 'countyReview', year) };
  if (metric === undefined) return { department: 'park', due: deadlineOf(scheme, 'declaration', year) };
  const verifies = code === 'dossier.notVerified' || code === 'dossier.rosterUnfrozen' || code === 'dossier.clash';
  return verifies
    ? { department: metric.verifies, due: verificationDeadline(scheme, metric, year) }
    : { department: metric.submits, due: deliveryDeadline(scheme, metric, year) };
}

function sinceOf({ dossier: { state }, facts }: DossierOnDesk, { code, metric }: Blocker, stage: Stage | undefined): string | undefined {
  const version = facts.find((fact) => fact.metric.code === metric)?.version;
  if (code === 'dossier.notReviewed') return state.declaration?.at;
  if (stage === 'returned') return version?.returned?.at ?? version?.verified?.at;
  if (code === 'dossier.rosterUnfrozen') return version?.verified?.at;
  return version?.delivered.at;
}

function officeFor(department: Department, park: DeskPark): Office {
  if (department === 'park') return { department, park: park.code };
  if (department === 'county') return { department, county: park.county };
  return { department };
}

/** 应急管理 states for each park and year either the accidents or "none". */
function missingStatement(year: DeskYear, park: DeskPark): HoldUp[] {
  if (accidentStatementFor(park.register.safety, year.year).state === 'current') return [];
  const fault = evaluationErrors.fault('evaluation.accidentStatementMissing', { park: park.code, year: year.year });
  const due = deadlineOf(year.scheme, 'departments', year.year);
  return [{ office: { department: 'emergency' }, park: park.code, parkName: park.name, ...said(fault), ...timed(year, due) }];
}

/** After the collection the task force has the next step. Who is to be visited tells who is provisionally A or C: that is for those who may see trial results. */
function deciding(year: DeskYear, caller: Caller): HoldUp[] {
  const { evaluation } = year;
  const step = (fault: Fault, by: CalendarDay, park?: string): HoldUp => ({
    office: { department: 'taskForce' },
    ...(park === undefined ? {} : { park }),
    ...said(fault),
    ...timed(year, deadlineOf(year.scheme, by, year.year)),
  });
  if (isCollecting(year)) {
    const nothingElse = collecting(year, { account: caller.account, role: 'taskForce' }).length === 0;
    return evaluation.phase === 'collecting' && nothingElse
      ? [step(deskErrors.fault('desk.closingPending', { year: year.year }), 'departments')]
      : [];
  }
  if (evaluation.phase !== 'closed') return [];
  const trusted = caller.role === 'taskForce' || caller.role === 'auditor' || caller.role === 'process';
  const visits = trusted ? evaluation.siteChecks.filter(({ recorded }) => !recorded) : [];
  const objections = evaluation.objections.filter(({ open, park }) => open && (caller.role !== 'park' || caller.park === park));
  return [
    ...visits.map(({ park }) => step(deskErrors.fault('desk.siteCheckPending', { park }), 'siteChecks', park)),
    ...objections.map(({ park }) => step(deskErrors.fault('desk.objectionOpen', { park }), 'issued', park)),
    ...nextStep(year).map(({ fault, by }) => step(fault, by)),
  ];
}

function nextStep({ year, evaluation: { edition, notice, approval } }: DeskYear): { readonly fault: Fault; readonly by: CalendarDay }[] {
  if (notice?.edition !== edition) return [{ fault: deskErrors.fault('desk.noticePending', { year }), by: 'notice' }];
  if (approval?.edition !== edition) return [{ fault: deskErrors.fault('desk.approvalPending', { year }), by: 'issued' }];
  return [{ fault: deskErrors.fault('desk.issuePending', { year }), by: 'issued' }];
}

const said = ({ code, message, remedy }: Fault): Pick<HoldUp, 'code' | 'message' | 'remedy'> => ({ code, message, remedy });

function timed({ today }: DeskYear, due: Deadline): Pick<HoldUp, 'due' | 'overdue'> {
  return { due, overdue: workingDaysAfter(due.day, today) };
}
