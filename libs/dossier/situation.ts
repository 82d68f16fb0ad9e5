import type { DecisionContext } from '#libs/event-sourcing';
import type { EvidenceDescriptions } from '#libs/evidence';
import { type Caller, type Department, departmentNames, type Fault, type InWords, named, roleNames } from '#libs/kernel';
import { type FactLine, findMetric, type Metric, metricInWords, type Scheme } from '#libs/scheme';
import type { Clash, ClaimSet } from './clashes.js';
import { liveVersion } from './dossier.state.js';
import type { DossierState, FactVersion } from './dossier.types.js';
import { dossierErrors } from './errors.js';
import type { DossierEvent, Warning } from './events.js';
import { factIn } from './fact.state.js';
import { type DossierKey, parseDossierId } from './ids.js';

/** What a decision on a dossier must know of the rest of the ledger. The handler reads it anew for every try. */
export interface DossierKnowledge {
  /**
   * The scheme that applies: of the opened dossier its own, otherwise that of the evaluation that asks for the year, or for it as base. Absent:
   * no evaluation does.
   */
  readonly scheme?: { readonly id: string; readonly hash: string; readonly evaluation: number; readonly content: Scheme };
  /** The park as the registry knows it. Absent: it was never registered. */
  readonly park?: { readonly county: string; readonly zone: string; readonly leadingIndustries: readonly string[] };
  /** Whether the evaluation of the dossier's own year is open: only then is there a roster to draw from. */
  readonly yearEvaluated: boolean;
  /** R44: the facts that the task force verifies are locked for the dossier's year. */
  readonly assessmentLocked: boolean;
  /** The files that the command refers to, as far as they are in the store. */
  readonly evidence: EvidenceDescriptions;
  /** Claims of other parks' dossiers of the year that may clash with what is delivered, read from their streams. */
  readonly others: readonly ClaimSet[];
  /** Where a delivered roster differs from the tenancy register. */
  readonly rosterNotes: readonly Warning[];
  /** On a delivery, where the scheme asks for it: the lines that last year's verification confirmed, by metric; absent for what was not verified. */
  readonly lastYear?: ReadonlyMap<string, readonly FactLine[]>;
  /** CloseDossier: open clashes of this dossier (R5), and the attempt at closing that the evaluation is in, with the evaluation's scheme. */
  readonly clashes: readonly Clash[];
  readonly closing?: { readonly evaluation: number; readonly edition: number; readonly attempt: number; readonly scheme: Scheme };
}

/** A command's surroundings, gathered once. */
export interface Situation extends DossierKey {
  readonly state: DossierState;
  readonly context: DecisionContext;
  readonly knowledge: DossierKnowledge;
}

export function situationOf(state: DossierState, context: DecisionContext, knowledge: DossierKnowledge): Situation {
  const key = parseDossierId(context.id);
  if (!knowledge.park) throw dossierErrors.error('dossier.unknownPark', { park: key.park });
  return { ...key, state, context, knowledge };
}

/** The scheme of the dossier. */
export function schemeOf({ state, knowledge, year }: Situation): Scheme {
  if (!knowledge.scheme) throw dossierErrors.error('dossier.noEvaluation', { year });
  if (state.opened && state.opened.scheme.hash !== knowledge.scheme.hash) throw dossierErrors.error('dossier.schemeChanged');
  return knowledge.scheme.content;
}

/** The event that opens the dossier, where the command is its first. */
export function opening(situation: Situation): DossierEvent[] {
  schemeOf(situation);
  const { state, knowledge, park, year } = situation;
  if (state.opened || !knowledge.scheme) return [];
  const { id, hash, evaluation } = knowledge.scheme;
  return [{ type: 'DossierOpened', data: { park, year, evaluation, scheme: { id, hash } } }];
}

/** The metric that a command names. Errors: `dossier.unknownMetric`. */
export function metricOf(situation: Situation, code: string): Metric {
  const metric = findMetric(schemeOf(situation), code);
  if (!metric) throw dossierErrors.error('dossier.unknownMetric', { metric: code });
  return metric;
}

/** The department that a caller acts for. */
export function departmentOf(caller: Caller): Department | undefined {
  switch (caller.role) {
    case 'department':
      return caller.department;
    case 'county':
    case 'park':
    case 'taskForce':
      return caller.role;
    case 'auditor':
    case 'admin':
    case 'process':
      return undefined;
  }
}

/** Refuses who is not of the department (`dossier.wrongDepartment`), a park that is not the dossier's and a county that is not the park's (`dossier.notYours`). */
export function demandDepartment(situation: Situation, expected: Department, about: string | InWords): void {
  const { caller } = situation.context;
  const department = departmentOf(caller);
  if (department !== expected) {
    const own = department === undefined ? named(roleNames, caller.role) : named(departmentNames, department);
    throw dossierErrors.error('dossier.wrongDepartment', { metric: about, expected: named(departmentNames, expected), department: own });
  }
  demandOwn(situation);
}

/** A park acts for itself; a county for the parks of its county or of its development zone. */
function demandOwn({ context: { caller }, park, knowledge }: Situation): void {
  const own =
    caller.role === 'park'
      ? caller.park === park
      : caller.role === 'county'
        ? caller.county !== undefined && (caller.county === knowledge.park?.county || caller.county === knowledge.park?.zone)
        : true;
  if (!own) throw dossierErrors.error('dossier.notYours', { park });
}

export function demandTaskForce({ context: { caller } }: Situation): void {
  if (caller.role !== 'taskForce') throw dossierErrors.error('dossier.taskForceOnly');
}

/** Refuses to touch a dossier that an evaluation holds closed. */
export function demandNotHeld({ state }: Situation): void {
  if (state.holds.length > 0) {
    throw dossierErrors.error('dossier.closed', { evaluations: state.holds.map((hold) => hold.evaluation).join('、') });
  }
}

/** Refuses to touch a fact of a held dossier, or one that the task force verifies once its assessment is locked (R44). */
export function demandWritable(situation: Situation, metric: Metric): void {
  demandNotHeld(situation);
  if (situation.knowledge.assessmentLocked && metric.verifies === 'taskForce') {
    throw dossierErrors.error('dossier.assessmentLocked', { year: situation.year, metric: metricInWords(metric) });
  }
}

/** The standing version, which must be the one that the command names. Errors: `dossier.notSubmitted`, `dossier.staleVersion`. */
export function namedVersion({ state }: Situation, metric: Metric, version: number): FactVersion {
  const current = liveVersion(factIn(state, metric.code));
  const about = { metric: metricInWords(metric) };
  if (!current) throw dossierErrors.error('dossier.notSubmitted', about);
  if (current.version !== version) throw dossierErrors.error('dossier.staleVersion', { ...about, version, current: current.version });
  return current;
}

/** Metrics that a list of facts names more than once. */
export function twiceNamed(situation: Situation, facts: readonly { readonly metric: string }[]): Fault[] {
  const metrics = facts.map(({ metric }) => metric);
  return metrics.flatMap((code, i) => {
    if (metrics.indexOf(code) === i) return [];
    return [dossierErrors.fault('dossier.factTwice', { metric: metricInWords(metricOf(situation, code)) }, `facts[${i}].metric`)];
  });
}

/** A reason in words. Errors: `dossier.reasonMissing`. */
export function demandReason(reason: string, where = 'reason'): void {
  if (reason.trim() === '') throw dossierErrors.error('dossier.reasonMissing', {}, { where });
}
