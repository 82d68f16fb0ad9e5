import type { Act, DossierState, FactState, FactVersion } from './dossier.types.js';

/** What FactSubmitted and FactCorrected have in common, and what only the latter has. */
export type Delivered = { readonly metric: string } & Pick<
  FactVersion,
  'version' | 'lines' | 'documents' | 'warnings' | 'note' | 'roster' | 'reason' | 'previous' | 'consent'
>;

const nothing = (metric: string): FactState => ({ metric, versions: [], waivers: [], declared: false, reviewed: false });

/** The fact of a metric. Own properties only: a metric's code may not meet what every object inherits. */
export function factIn(state: DossierState, metric: string): FactState | undefined {
  return Object.hasOwn(state.facts, metric) ? state.facts[metric] : undefined;
}

export function changeFact(state: DossierState, metric: string, change: (fact: FactState) => FactState): DossierState {
  return { ...state, facts: { ...state.facts, [metric]: change(factIn(state, metric) ?? nothing(metric)) } };
}

/** A new version stands, the one before is kept as superseded; a waiver is lost by what is delivered after all. */
export function deliver(state: DossierState, { metric, ...content }: Delivered, by: Act): DossierState {
  const fresh: FactVersion = { ...content, status: 'submitted', delivered: by };
  return changeFact(state, metric, (fact) => ({
    ...fact,
    waivers: [],
    versions: [
      ...fact.versions.map((version) => (version.version === content.previous ? { ...version, status: 'superseded' as const } : version)),
      fresh,
    ],
  }));
}

/** What was withdrawn was neither declared nor reviewed: it begins anew. */
export function withdraw(state: DossierState, metric: string, version: number, by: Act & { readonly reason: string }): DossierState {
  return changeFact(state, metric, (fact) => ({
    ...fact,
    declared: false,
    reviewed: false,
    versions: fact.versions.map((known) => (known.version === version ? { ...known, status: 'withdrawn' as const, withdrawn: by } : known)),
  }));
}
