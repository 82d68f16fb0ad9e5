import type { Recorded } from '#libs/event-sourcing';
import type { FactLine } from '#libs/scheme';
import type { Act, DossierState, FactState, FactVersion } from './dossier.types.js';
import type { DossierEvent, Verdict } from './events.js';
import { changeFact, deliver, type Delivered, factIn, withdraw } from './fact.state.js';

export const noDossier: DossierState = { facts: {}, holds: [], requests: [], over: [] };

/** Folds one event of a dossier's stream. */
export function evolveDossier(state: DossierState, event: Recorded<DossierEvent>): DossierState {
  const act: Act = { account: event.metadata.actor.account, at: event.metadata.recordedAt, eventId: event.id, revision: event.revision };
  switch (event.type) {
    case 'DossierOpened':
      return { ...state, opened: { ...event.data, at: act.at } };
    case 'FactSubmitted':
    case 'FactCorrected':
      return deliver(state, event.data as Delivered, act);
    case 'ChangeExplained': {
      const { metric, version, text, documents } = event.data;
      return changeVersion(state, metric, version, { explanation: { ...act, text, documents } });
    }
    case 'CorrectionRequested':
      return { ...state, requests: [...state.requests, { ...event.data, by: act }] };
    case 'CorrectionDecided': {
      const { request, ...decision } = event.data;
      return {
        ...state,
        requests: state.requests.map((known) => (known.request === request ? { ...known, decided: { ...act, ...decision } } : known)),
      };
    }
    case 'FactVerified': {
      const { metric, version, verdicts } = event.data;
      return changeVersion(state, metric, version, { status: 'verified', verified: { ...act, verdicts } });
    }
    case 'FactReturned': {
      const { metric, version, reason } = event.data;
      return changeVersion(state, metric, version, { status: 'returned', returned: { ...act, reason } });
    }
    case 'FactWithdrawn':
      return withdraw(state, event.data.metric, event.data.version, { ...act, reason: event.data.reason });
    case 'FactWaived': {
      const { metric, ...waiver } = event.data;
      return changeFact(state, metric, (fact) => ({ ...fact, waivers: [...fact.waivers, { ...waiver, by: act }] }));
    }
    case 'WaiverRevoked': {
      const { metric, kind } = event.data;
      return changeFact(state, metric, (fact) => ({ ...fact, waivers: fact.waivers.filter((waiver) => waiver.kind !== kind) }));
    }
    case 'RosterFrozen':
      return { ...state, roster: event.data };
    case 'DossierDeclared':
      return declare(state, { ...act, ...(event.data.commitment ? { commitment: event.data.commitment } : {}) });
    case 'CountyReviewed':
      return review(state, { ...act, ...event.data });
    case 'DossierClosed':
      return { ...state, holds: [...state.holds.filter((hold) => hold.evaluation !== event.data.evaluation), event.data] };
    case 'DossierReopened': {
      const { evaluation, edition, attempt, released } = event.data;
      const next = release(state, released);
      return attempt === undefined ? { ...next, reopened: { ...act, evaluation, edition } } : next;
    }
    default:
      return event satisfies never;
  }
}

/** A declaration covers what stands when it is signed. */
function declare(state: DossierState, declaration: NonNullable<DossierState['declaration']>): DossierState {
  return { ...markFacts(state, (fact) => (liveVersion(fact) ? { ...fact, declared: true } : fact)), declaration };
}

/** A passed review covers what was declared; a returned one lays the declaration down until the park signs again. */
function review(state: DossierState, reviewed: NonNullable<DossierState['review']>): DossierState {
  if (reviewed.opinion === 'passed') {
    return { ...markFacts(state, (fact) => (fact.declared ? { ...fact, reviewed: true } : fact)), review: reviewed };
  }
  const { declaration: _laidDown, ...rest } = markFacts(state, (fact) => ({ ...fact, declared: fact.reviewed }));
  return { ...rest, review: reviewed };
}

function release(state: DossierState, released: readonly number[]): DossierState {
  const gone = state.holds.filter((hold) => released.includes(hold.evaluation));
  return {
    ...state,
    holds: state.holds.filter((hold) => !released.includes(hold.evaluation)),
    over: [
      ...state.over.filter((attempt) => !released.includes(attempt.evaluation)),
      ...gone.map(({ evaluation, edition, attempt }) => ({ evaluation, edition, attempt })),
    ],
  };
}

function markFacts(state: DossierState, mark: (fact: FactState) => FactState): DossierState {
  return { ...state, facts: Object.fromEntries(Object.entries(state.facts).map(([metric, fact]) => [metric, mark(fact)])) };
}

function changeVersion(state: DossierState, metric: string, version: number, change: Partial<FactVersion>): DossierState {
  return changeFact(state, metric, (fact) => ({
    ...fact,
    versions: fact.versions.map((known) => (known.version === version ? { ...known, ...change } : known)),
  }));
}

/** The version of a fact that stands: the newest, unless it was withdrawn. */
export function liveVersion(fact: FactState | undefined): FactVersion | undefined {
  const last = fact?.versions.at(-1);
  return last === undefined || last.status === 'withdrawn' ? undefined : last;
}

/** The standing version of a metric. */
export function standing(state: DossierState, metric: string): FactVersion | undefined {
  return liveVersion(factIn(state, metric));
}

/** The lines of a version that claim something: what a verifier struck never counts. */
export function linesNotStruck({ lines, verified }: FactVersion): readonly FactLine[] {
  const struck = new Set(verified?.verdicts.filter(({ verdict }) => verdict === 'struck').map(({ line }) => line));
  return lines.filter(({ id }) => !struck.has(id));
}

/** Where a fact stands, for lists and the progress matrix. */
export type FactStatus = 'missing' | 'waived' | 'submitted' | 'verified' | 'linesReturned' | 'returned';

export function factStatus(fact: FactState | undefined): FactStatus {
  const version = liveVersion(fact);
  if (!version) return fact !== undefined && fact.waivers.length > 0 ? 'waived' : 'missing';
  switch (version.status) {
    case 'submitted':
    case 'returned':
      return version.status;
    case 'verified':
      return returnedLines(version).length > 0 ? 'linesReturned' : 'verified';
    case 'withdrawn':
    case 'superseded':
      throw new Error(`the standing version of ${fact?.metric} is ${version.status}`);
  }
}

/** The lines of a verified version that its verifier sent back. */
export function returnedLines(version: FactVersion): readonly Verdict[] {
  return version.verified?.verdicts.filter((verdict) => verdict.verdict === 'returned') ?? [];
}
