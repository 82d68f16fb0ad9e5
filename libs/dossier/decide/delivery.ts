import { documentFault, type DocumentRef } from '#libs/evidence';
import { dayInChina, type Fault } from '#libs/kernel';
import { type FactLine, type Metric, metricInWords } from '#libs/scheme';
import type { CorrectFact, DeliverFacts, SubmitFact, WithdrawFact } from '../commands.js';
import { standing } from '../dossier.state.js';
import { dossierErrors } from '../errors.js';
import type { DossierEvent } from '../events.js';
import { factIn } from '../fact.state.js';
import { validateLines } from '../lines/validate.js';
import { eachOrNone, refuseFor } from '../refuse.js';
import {
  demandDepartment,
  demandReason,
  demandWritable,
  metricOf,
  namedVersion,
  opening,
  schemeOf,
  type Situation,
  twiceNamed,
} from '../situation.js';
import { warningsOn } from '../warnings.js';
import { consentTo } from './corrections.js';

/** First delivery of a metric, or the first after a withdrawal. Opens the dossier where it is its first event; a waiver is lost. */
export function submit(command: SubmitFact, situation: Situation): DossierEvent[] {
  const metric = deliverable(command.metric, situation);
  const current = standing(situation.state, metric.code);
  if (current) throw dossierErrors.error('dossier.alreadySubmitted', { metric: metricInWords(metric), version: current.version });
  const documents = command.documents ?? [];
  const lines = checkedLines(command.lines, documents, metric, situation);
  const version = nextVersion(situation, metric);
  return [
    ...opening(situation),
    { type: 'FactSubmitted', data: { ...delivered(command, metric, version, lines, situation), documents: [...documents] } },
  ];
}

/** A new version in the place of the named one, with reason and evidence; it needs verification again. */
export function correct(command: CorrectFact, situation: Situation): DossierEvent[] {
  const metric = deliverable(command.metric, situation);
  const current = namedVersion(situation, metric, command.version);
  const consent = consentTo(metric, current, situation);
  demandReason(command.reason);
  if (command.documents.length === 0) throw dossierErrors.error('dossier.evidenceMissing', {}, { where: 'documents' });
  const lines = checkedLines(command.lines, command.documents, metric, situation);
  return [
    {
      type: 'FactCorrected',
      data: {
        ...delivered(command, metric, nextVersion(situation, metric), lines, situation),
        previous: current.version,
        reason: command.reason,
        documents: [...command.documents],
        ...(consent === undefined ? {} : { consent }),
      },
    },
  ];
}

/** Every fact of a delivery, submitted or corrected as it says, or none: faults of all are named at once, each at its `facts[i]`. */
export function deliver({ facts }: DeliverFacts, situation: Situation): DossierEvent[] {
  refuseFor(twiceNamed(situation, facts));
  const events = eachOrNone(facts, ({ correct: correction, documents = [], ...fact }) =>
    correction
      ? correct({ type: 'CorrectFact', ...fact, ...correction, documents }, situation)
      : submit({ type: 'SubmitFact', ...fact, documents }, situation),
  );
  const [opened] = events.filter(({ type }) => type === 'DossierOpened');
  return [...(opened ? [opened] : []), ...events.filter(({ type }) => type !== 'DossierOpened')];
}

export function withdraw(command: WithdrawFact, situation: Situation): DossierEvent[] {
  const metric = metricOf(situation, command.metric);
  demandDepartment(situation, metric.submits, metricInWords(metric));
  demandWritable(situation, metric);
  const current = namedVersion(situation, metric, command.version);
  consentTo(metric, current, situation);
  demandReason(command.reason);
  return [{ type: 'FactWithdrawn', data: { metric: metric.code, version: current.version, reason: command.reason } }];
}

/** The metric, if this caller may deliver it now. What is drawn from the roster waits for the frozen one, where the year has a roster. */
function deliverable(code: string, situation: Situation): Metric {
  const metric = metricOf(situation, code);
  demandDepartment(situation, metric.submits, metricInWords(metric));
  demandWritable(situation, metric);
  if (metric.afterRoster && situation.knowledge.yearEvaluated && !situation.state.roster) {
    throw dossierErrors.error('dossier.rosterNotFrozen', { metric: metricInWords(metric) });
  }
  return metric;
}

function checkedLines(
  delivered: readonly unknown[],
  documents: readonly DocumentRef[],
  metric: Metric,
  situation: Situation,
): readonly FactLine[] {
  const { evidence } = situation.knowledge;
  const today = dayInChina(situation.context.at);
  const { lines, faults } = validateLines(delivered, { metric, scheme: schemeOf(situation), today }, evidence);
  const missing = documents
    .map((document, index) => documentFault(document, evidence, `documents[${index}]`))
    .filter((fault): fault is Fault => fault !== undefined);
  refuseFor([...faults, ...missing]);
  return lines;
}

function nextVersion({ state }: Situation, metric: Metric): number {
  return (factIn(state, metric.code)?.versions.length ?? 0) + 1;
}

function delivered(command: { note?: string }, metric: Metric, version: number, lines: readonly FactLine[], situation: Situation) {
  const { roster } = situation.state;
  return {
    metric: metric.code,
    version,
    lines: [...lines],
    warnings: [...warningsOn(situation, metric, lines)],
    ...(command.note === undefined ? {} : { note: command.note }),
    ...(metric.afterRoster && roster ? { roster: roster.version } : {}),
  };
}
