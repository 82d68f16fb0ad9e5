import {
  type Blocker,
  blockersOf,
  claimsOf,
  type Clash,
  clashesAmong,
  clashesOf,
  factIn,
  factStatus,
  type FactVersion,
  standing,
} from '#libs/dossier';
import { type Metric, metricsNeeded } from '#libs/scheme';
import type { DeskDossier, DeskYear } from './desk-year.js';

/** Where a fact stands on its way, as the desk counts it. */
export type Stage = 'missing' | 'waived' | 'awaitingReview' | 'awaitingVerification' | 'returned' | 'verified';

/** One fact that the evaluation demands of a park. */
export interface DeskFact {
  readonly dossier: DeskDossier;
  readonly metric: Metric;
  readonly stage: Stage;
  readonly version?: FactVersion;
}

/** A dossier with what is in the way of its use, and its facts: those that are demanded, and those that were delivered anyhow. */
export interface DossierOnDesk {
  readonly dossier: DeskDossier;
  readonly blockers: readonly Blocker[];
  readonly clashes: readonly Clash[];
  readonly facts: readonly DeskFact[];
}

/** Lays every dossier on the desk. Whether a missing metric is demanded (R17) is for the dossier's own blockers to say. */
export function onDesk({ scheme, dossiers, year }: DeskYear): readonly DossierOnDesk[] {
  const all = clashesAmong(
    dossiers.filter(({ use }) => use === 'year').map(({ park, state }) => ({ park: park.code, year, claims: claimsOf(state) })),
  );
  return dossiers.map((dossier) => {
    const clashes = dossier.use === 'year' ? clashesOf(dossier.park.code, all) : [];
    const blockers = blockersOf(dossier.state, dossier.use, scheme, clashes);
    const missing = new Set(blockers.filter(({ code }) => code === 'dossier.metricMissing').map(({ metric }) => metric));
    const facts = metricsNeeded(scheme, dossier.use === 'year' ? 'current' : 'base').flatMap((metric) => {
      const stage = stageOf(dossier, metric, scheme.road.countyReview.required);
      if (stage === 'missing' && !missing.has(metric.code)) return [];
      const version = standing(dossier.state, metric.code);
      return [{ dossier, metric, stage, ...(version ? { version } : {}) }];
    });
    return { dossier, blockers, clashes, facts };
  });
}

/** A claim waits for the county's review first, where the road asks for one. */
function stageOf({ state }: DeskDossier, metric: Metric, reviewRequired: boolean): Stage {
  const fact = factIn(state, metric.code);
  const status = factStatus(fact);
  switch (status) {
    case 'submitted':
      return metric.countyReview && reviewRequired && !fact?.reviewed ? 'awaitingReview' : 'awaitingVerification';
    case 'linesReturned':
      return 'returned';
    default:
      return status;
  }
}
