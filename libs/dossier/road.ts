import type { Scheme } from '#libs/scheme';
import { liveVersion } from './dossier.state.js';
import type { DossierState, FactState } from './dossier.types.js';

/** The standing facts that travel the park's road: what it claims, which it declares and its county reviews before anyone verifies it (属地初审). */
export function claimsOnRoad(state: DossierState, scheme: Scheme): readonly FactState[] {
  const claimed = new Set(scheme.metrics.filter((metric) => metric.countyReview).map((metric) => metric.code));
  return Object.values(state.facts).filter((fact) => claimed.has(fact.metric) && liveVersion(fact) !== undefined);
}
