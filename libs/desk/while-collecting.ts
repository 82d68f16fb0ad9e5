import { factVisibility } from '#libs/access';
import { type Blocker, standing } from '#libs/dossier';
import { evaluationErrors } from '#libs/evaluation';
import { type Caller, dayInChina, type Department, type Fault } from '#libs/kernel';
import { accidentStatementFor } from '#libs/registry';
import { findMetric, type Metric, metricInWords } from '#libs/scheme';
import { type Deadline, deadlineOf, deliveryDeadline, verificationDeadline } from './deadlines.js';
import { type DeskPark, type DeskYear, mayLookAt } from './desk-year.js';
import { deskErrors } from './errors.js';
import { type DossierOnDesk, onDesk, type Stage } from './facts.js';
import { holdUp, type HoldUp } from './hold-up.js';
import { officeFor } from './office.js';
import { pendingRequests } from './requests.js';

/** What keeps the dossiers from closing; where nothing does any more, it is the task force's turn to close the collection. */
export function whileCollecting(year: DeskYear, caller: Caller): HoldUp[] {
  const open = onDesk(year).filter(({ dossier }) => dossier.demanded && !dossier.state.holds.some((hold) => hold.evaluation === year.year));
  const found = [
    ...open.flatMap((one) => ofDossier(year, caller, one)),
    ...year.parks.filter((park) => park.expected).flatMap((park) => missingStatement(year, park)),
  ];
  const requests = pendingRequests(year, caller);
  if (found.length === 0 && requests.length === 0 && year.evaluation.phase === 'collecting') {
    const fault = deskErrors.fault('desk.closingPending', { year: year.year });
    return [holdUp(year, { office: { department: 'taskForce' }, fault, due: deadlineOf(year.scheme, 'departments', year.year) })];
  }
  const parks = new Map(year.parks.map((park) => [park.code, park]));
  const seen = found.filter(({ park }) => {
    const about = parks.get(park ?? '');
    return about !== undefined && mayLookAt(caller, about);
  });
  return [...seen, ...requests];
}

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
  const { park, year: of } = one.dossier;
  const metric = blocker.metric === undefined ? undefined : findMetric(year.scheme, blocker.metric);
  const { department, due } = responsible(year, blocker.code, metric);
  const since = sinceOf(one, blocker, stage);
  return holdUp(year, {
    office: officeFor(department, park),
    fault: shownTo(caller, park, blocker, metric),
    due,
    park,
    year: of,
    ...(metric ? { metric: metric.code } : {}),
    ...(since === undefined ? {} : { since: dayInChina(since) }),
  });
}

/** A clash names an enterprise or a certificate: for who may see the metric's lines. */
function shownTo(caller: Caller, park: DeskPark, blocker: Blocker, metric: Metric | undefined): Fault {
  if (blocker.code !== 'dossier.clash' || !metric || factVisibility(caller, park.code, metric) === 'full') return blocker;
  return deskErrors.fault('desk.clashWithheld', { metric: metricInWords(metric) });
}

/** Who ends a blocker, and by when. */
function responsible(
  { scheme, year }: DeskYear,
  code: string,
  metric: Metric | undefined,
): { readonly department: Department; readonly due: Deadline } {
  if (code === 'dossier.notReviewed') return { department: 'county', due: deadlineOf(scheme, 'countyReview', year) };
  if (metric === undefined) return { department: 'park', due: deadlineOf(scheme, 'declaration', year) };
  const verifies = code === 'dossier.notVerified' || code === 'dossier.rosterUnfrozen' || code === 'dossier.clash';
  return verifies
    ? { department: metric.verifies, due: verificationDeadline(scheme, metric, year) }
    : { department: metric.submits, due: deliveryDeadline(scheme, metric, year) };
}

function sinceOf({ dossier: { state } }: DossierOnDesk, { code, metric }: Blocker, stage: Stage | undefined): string | undefined {
  const version = metric === undefined ? undefined : standing(state, metric);
  if (code === 'dossier.notReviewed') return state.declaration?.at;
  if (stage === 'returned') return version?.returned?.at ?? version?.verified?.at;
  if (code === 'dossier.rosterUnfrozen') return version?.verified?.at ?? version?.delivered.at;
  return version?.delivered.at;
}

/** 应急管理 states for each park and year either the accidents or "none". */
function missingStatement(year: DeskYear, park: DeskPark): HoldUp[] {
  if (accidentStatementFor(park.register.safety, year.year).state === 'current') return [];
  const fault = evaluationErrors.fault('evaluation.accidentStatementMissing', { park: park.code, year: year.year });
  return [holdUp(year, { office: { department: 'emergency' }, fault, due: deadlineOf(year.scheme, 'departments', year.year), park })];
}
