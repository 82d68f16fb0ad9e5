import { compareDecimals, departmentNames, type ErrorArguments, type Fault, type InWords, inWords, named } from '#libs/kernel';
import {
  clusteringOptions,
  type FactLine,
  findMetric,
  isWaivable,
  type Metric,
  metricInWords,
  metricsInWords,
  metricsNeeded,
  type Scheme,
} from '#libs/scheme';
import { type Clash, clashFault } from './clashes.js';
import { factStatus, liveVersion, returnedLines, standing } from './dossier.state.js';
import type { DossierState, FactVersion } from './dossier.types.js';
import { dossierErrors } from './errors.js';
import type { DossierUse } from './events.js';
import { factIn } from './fact.state.js';
import { claimsOnRoad, unexplainedClaims } from './road.js';

/** One thing that keeps a dossier from closing. */
export interface Blocker extends Fault {
  /** The metric that it is about; absent where it is about the dossier as a whole. */
  readonly metric?: string;
}

/**
 * Everything that keeps a dossier from being closed for a use. For its year: every metric that applies submitted (or waived), verified, no line returned; the
 * roster frozen; declared and reviewed where the road requires it; land > 0; no open clash (R5). As a base: the base metrics only (DESIGN §5). A dossier that was never
 * opened reads as one without facts.
 */
export function blockersOf(state: DossierState, use: DossierUse, scheme: Scheme, clashes: readonly Clash[] = []): readonly Blocker[] {
  if (use === 'base') return metricsNeeded(scheme, 'base').flatMap((metric) => factBlockers(state, metric, use, true));
  return [
    ...metricsNeeded(scheme, 'current').flatMap((metric) => [
      ...factBlockers(state, metric, use, isDemanded(state, scheme, metric)),
      ...rosterBlockers(state, metric),
      ...landBlockers(state, metric),
    ]),
    ...roadBlockers(state, scheme),
    ...clashes.map((clash) => ({ ...clashFault(clash, scheme), metric: clash.metric })),
  ];
}

type Demand = true | false | 'ifSubmitted';

function factBlockers(state: DossierState, metric: Metric, use: DossierUse, demand: Demand): Blocker[] {
  if (demand === false) return [];
  const fact = factIn(state, metric.code);
  const version = liveVersion(fact);
  if (!version) {
    const waived = fact?.waivers.some((waiver) => waiver.kind === (use === 'year' ? 'claimed' : 'baseNonExistent')) ?? false;
    return waived || demand === 'ifSubmitted'
      ? []
      : [blocker('dossier.metricMissing', metric, { department: named(departmentNames, metric.submits), waiver: waiverOf(metric, use) })];
  }
  const about = { version: version.version };
  switch (factStatus(fact)) {
    case 'submitted':
      return [blocker('dossier.notVerified', metric, { ...about, department: named(departmentNames, metric.verifies) })];
    case 'returned':
      return [blocker('dossier.factReturned', metric, { ...about, department: named(departmentNames, metric.submits) })];
    case 'linesReturned':
      return [
        blocker('dossier.linesReturned', metric, {
          ...about,
          count: returnedLines(version).length,
          department: named(departmentNames, metric.submits),
        }),
      ];
    case 'verified':
    case 'waived':
    case 'missing':
      return [];
  }
}

/** R45: what a department submits for the year itself can't be waived. */
function waiverOf(metric: Metric, use: DossierUse): InWords {
  const waivable = isWaivable(metric, use === 'year' ? 'current' : 'base');
  return inWords(waivable, waivable ? '，或由专班依规豁免' : '');
}

type BlockerCode =
  | 'dossier.metricMissing'
  | 'dossier.notVerified'
  | 'dossier.factReturned'
  | 'dossier.linesReturned'
  | 'dossier.rosterUnfrozen'
  | 'dossier.landNotPositive'
  | 'dossier.explanationMissing';

function blocker(code: BlockerCode, metric: Metric, params: ErrorArguments = {}): Blocker {
  return {
    ...dossierErrors.fault(code, { metric: metricInWords(metric), name: metric.name, ...params }, metric.code),
    metric: metric.code,
  };
}

/**
 * R17: of the metrics among which the park chooses, only the chosen one is demanded. Where nothing is chosen, or the higher counts whatever is chosen, what was submitted is
 * to be verified, but nothing more is demanded.
 */
function isDemanded(state: DossierState, scheme: Scheme, metric: Metric): Demand {
  const choice = clusteringOptions(scheme);
  if (!choice) return true;
  const option = Object.entries(choice.options).find(([, measure]) => measure === metric.code)?.[0];
  if (option === undefined) return true;
  const chosen = chosenOption(standing(state, choice.declaredBy));
  if (chosen === option) return true;
  return chosen === undefined || scheme.readings.clusteringSelection === 'best' ? 'ifSubmitted' : false;
}

function chosenOption(version: FactVersion | undefined): string | undefined {
  const [line] = version ? countingLines(version) : [];
  return line !== undefined && 'value' in line && typeof line.value === 'string' ? line.value : undefined;
}

function rosterBlockers(state: DossierState, metric: Metric): Blocker[] {
  const roster = metric.lines === 'tenancy' ? standing(state, metric.code) : undefined;
  if (!roster || (state.roster?.metric === metric.code && state.roster.version === roster.version)) return [];
  return [blocker('dossier.rosterUnfrozen', metric, { version: roster.version })];
}

/** R45: land of the year is > 0. Each parcel's area is positive by itself, so that one counting parcel is enough. */
function landBlockers(state: DossierState, metric: Metric): Blocker[] {
  const land = metric.lines === 'parcel' ? standing(state, metric.code) : undefined;
  if (!land || countingLines(land).some((line) => 'area' in line && compareDecimals(line.area, '0') > 0)) return [];
  return [blocker('dossier.landNotPositive', metric)];
}

/** The lines of a version that are not struck or returned. */
function countingLines(version: FactVersion): readonly FactLine[] {
  const out = new Set(version.verified?.verdicts.filter((verdict) => verdict.verdict !== 'confirmed').map((verdict) => verdict.line));
  return version.lines.filter((line) => !out.has(line.id));
}

/** The steps of the road that the scheme requires: a declaration that covers every claim, and its passed review (属地初审). */
function roadBlockers(state: DossierState, scheme: Scheme): Blocker[] {
  const claims = claimsOnRoad(state, scheme);
  const blockers: Blocker[] = [];
  const undeclared = claims.filter((fact) => !fact.declared).map((fact) => fact.metric);
  if (scheme.road.declaration.required && (!state.declaration || undeclared.length > 0)) {
    blockers.push(dossierErrors.fault('dossier.notDeclared', { metrics: metricsInWords(scheme, undeclared) }));
  }
  if (scheme.road.countyReview.required && (state.review?.opinion !== 'passed' || claims.some((fact) => !fact.reviewed))) {
    blockers.push(dossierErrors.fault('dossier.notReviewed'));
  }
  return [...blockers, ...explanationFaults(state, scheme)];
}

/** Claims that moved far from last year's value and say nothing about it. */
export function explanationFaults(state: DossierState, scheme: Scheme): Blocker[] {
  return unexplainedClaims(state, scheme).flatMap((fact) => {
    const metric = findMetric(scheme, fact.metric);
    return metric ? [blocker('dossier.explanationMissing', metric, { version: liveVersion(fact)?.version ?? 0 })] : [];
  });
}
