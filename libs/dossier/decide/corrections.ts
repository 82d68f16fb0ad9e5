import { documentFault, type DocumentRef } from '#libs/evidence';
import { dayInChina, type Fault } from '#libs/kernel';
import { dueDay, type Metric, metricInWords } from '#libs/scheme';
import type { DecideCorrection, ExplainChange, RequestCorrection } from '../commands.js';
import { returnedLines } from '../dossier.state.js';
import { factIn } from '../fact.state.js';
import type { CorrectionRequest, DossierState, FactVersion } from '../dossier.types.js';
import { dossierErrors } from '../errors.js';
import type { DossierEvent } from '../events.js';
import { refuseFor } from '../refuse.js';
import {
  demandDepartment,
  demandReason,
  demandTaskForce,
  demandWritable,
  metricOf,
  namedVersion,
  schemeOf,
  type Situation,
} from '../situation.js';

/** Why a version differs so much from last year's value, in writing. */
export function explainChange(command: ExplainChange, situation: Situation): DossierEvent[] {
  const metric = metricOf(situation, command.metric);
  demandDepartment(situation, metric.submits, metricInWords(metric));
  demandWritable(situation, metric);
  const { version } = namedVersion(situation, metric, command.version);
  demandReason(command.text, 'text');
  const documents = command.documents ?? [];
  refuseFor(missingFiles(documents, situation));
  return [{ type: 'ChangeExplained', data: { metric: metric.code, version, text: command.text, documents: [...documents] } }];
}

/** Leave is asked for where a correction would be refused: the dossier is closed or locked, or the due day has passed. */
export function requestCorrection(command: RequestCorrection, situation: Situation): DossierEvent[] {
  const metric = metricOf(situation, command.metric);
  demandDepartment(situation, metric.submits, metricInWords(metric));
  const version = namedVersion(situation, metric, command.version);
  const about = { metric: metricInWords(metric), version: version.version };
  const ground = groundFor(metric, version, situation);
  if (!ground) throw dossierErrors.error('dossier.requestNotNeeded', about);
  const pending = requestsOf(metric, version, situation).some(({ decided }) => decided === undefined || decided.granted);
  if (pending) throw dossierErrors.error('dossier.alreadyRequested', about);
  demandReason(command.reason);
  if (command.documents.length === 0) throw dossierErrors.error('dossier.evidenceMissing', {}, { where: 'documents' });
  refuseFor(missingFiles(command.documents, situation));
  const { reason, documents } = command;
  const request = situation.context.newId('request');
  return [
    {
      type: 'CorrectionRequested',
      data: { request, metric: metric.code, version: version.version, ground, reason, documents: [...documents] },
    },
  ];
}

/** The task force decides, by another account than the one that asked. A grant for a closed dossier names the evaluation that is to be reopened. */
export function decideCorrection(command: DecideCorrection, situation: Situation): DossierEvent[] {
  demandTaskForce(situation);
  const { state, context, knowledge } = situation;
  const { request: id, granted, reason, document, reopens } = command;
  const request = state.requests.find((known) => known.request === id);
  if (!request) throw dossierErrors.error('dossier.requestUnknown', { request: id });
  if (request.decided) throw dossierErrors.error('dossier.requestDecided', { request: id });
  if (request.by.account === context.caller.account) throw dossierErrors.error('dossier.decideOwn', { request: id });
  demandReason(reason);
  const fault = document && documentFault(document, knowledge.evidence, 'document');
  refuseFor(fault ? [fault] : []);
  const holders = state.holds.map(({ evaluation }) => evaluation);
  const fits = granted && holders.length > 0 ? reopens !== undefined && holders.includes(reopens) : reopens === undefined;
  if (!fits) throw dossierErrors.error('dossier.reopensOther', { evaluations: holders.join('、') }, { where: 'reopens' });
  return [
    {
      type: 'CorrectionDecided',
      data: { request: id, granted, reason, ...(document ? { document } : {}), ...(reopens === undefined ? {} : { reopens }) },
    },
  ];
}

/**
 * The consent by which a standing version is changed behind its due day, where the scheme asks for one. Undefined: none is needed. What the park has
 * not declared yet, what answers a return, and what the task force reopened by document, is not late.
 *
 * @throws DomainError `dossier.lateCorrection`
 */
export function consentTo(metric: Metric, version: FactVersion, situation: Situation): string | undefined {
  if (groundFor(metric, version, situation) !== 'late') return undefined;
  const granted = requestsOf(metric, version, situation).find(({ decided }) => decided?.granted);
  if (granted) return granted.request;
  throw dossierErrors.error('dossier.lateCorrection', {
    metric: metricInWords(metric),
    version: version.version,
    due: lastDay(metric, situation) ?? '',
  });
}

function groundFor(metric: Metric, version: FactVersion, situation: Situation): CorrectionRequest['ground'] | undefined {
  const { state, context, knowledge } = situation;
  if (state.holds.length > 0 || (knowledge.assessmentLocked && metric.verifies === 'taskForce')) return 'closed';
  if (schemeOf(situation).demands?.lateCorrections === undefined || state.reopened) return undefined;
  if (isUnsettled(metric, version, state)) return undefined;
  const due = lastDay(metric, situation);
  return due !== undefined && dayInChina(context.at) > due ? 'late' : undefined;
}

/** Not yet signed by the park (the county may have sent the declaration back), or sent back by who verifies it: what changes that is not late. */
function isUnsettled({ code, countyReview }: Metric, version: FactVersion, state: DossierState): boolean {
  const undeclared = countyReview && !factIn(state, code)?.declared;
  return undeclared || version.status === 'returned' || returnedLines(version).length > 0;
}

/** The metric's due day; whoever is later asks, and is heard. */
function lastDay({ due }: Metric, situation: Situation): string | undefined {
  const evaluation = situation.state.opened?.evaluation;
  if (evaluation === undefined) return undefined;
  return dueDay(schemeOf(situation), due, evaluation);
}

function requestsOf(metric: Metric, { version }: FactVersion, { state }: Situation): readonly CorrectionRequest[] {
  return state.requests.filter((request) => request.metric === metric.code && request.version === version);
}

function missingFiles(documents: readonly DocumentRef[], { knowledge }: Situation): Fault[] {
  return documents
    .map((document, i) => documentFault(document, knowledge.evidence, `documents[${i}]`))
    .filter((fault): fault is Fault => fault !== undefined);
}
