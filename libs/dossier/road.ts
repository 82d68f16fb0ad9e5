import type { Scheme } from '#libs/scheme';
import { liveVersion } from './dossier.state.js';
import type { DossierState, FactState } from './dossier.types.js';

/** The standing facts that travel the park's road: what it claims, which it declares and its county reviews before anyone verifies it (属地初审). */
export function claimsOnRoad(state: DossierState, scheme: Scheme): readonly FactState[] {
  const claimed = new Set(scheme.metrics.filter((metric) => metric.countyReview).map((metric) => metric.code));
  return Object.values(state.facts).filter((fact) => claimed.has(fact.metric) && liveVersion(fact) !== undefined);
}

/** The claims that differ so much from last year's value that they owe a written explanation (a note, or one given later), where the scheme asks for one. */
export function unexplainedClaims(state: DossierState, scheme: Scheme): readonly FactState[] {
  if (!scheme.demands?.explanation) return [];
  return claimsOnRoad(state, scheme).filter((fact) => {
    const version = liveVersion(fact);
    const moved = version?.warnings.some(({ code }) => code === 'dossier.movedFromLastYear') ?? false;
    return moved && version?.note === undefined && version?.explanation === undefined;
  });
}
