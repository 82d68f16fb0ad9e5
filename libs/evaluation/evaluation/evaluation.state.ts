import type { Recorded } from '#libs/event-sourcing';
import type { DossierRef, Tie } from '../payload.js';
import type { BlockedBy, EvaluationEvent, EvaluationEventOf, RunCause } from './evaluation.events.js';
import { evolveNotice, type NoticeState } from './notice.state.js';

/**
 * Where an evaluation stands. `closing` lasts until every dossier is closed or the attempt is abandoned; `closed` runs from the closed collection to the
 * finalised result; a reopening goes back to `collecting`.
 */
export type Phase = 'none' | 'collecting' | 'closing' | 'closed' | 'finalised';
/** The phases as people read them. */
export const phaseNames: Readonly<Record<Phase, string>> = {
  none: '尚未启动',
  collecting: '采集',
  closing: '截止办理中',
  closed: '采集已截止',
  finalised: '已定案',
};

export interface RequestedRun {
  readonly run: number;
  readonly edition: number;
  readonly resultDay: string;
  readonly engineVersion: string;
  readonly cause: RunCause;
}

export interface ProposedResult {
  readonly run: number;
  readonly edition: number;
  readonly resultHash: string;
  readonly outcomeHash: string;
  readonly ranked: number;
  readonly tierA: number;
  readonly unresolvedTies: readonly Tie[];
  readonly at: string;
}

/** A park whose site check is planned for the proposed result, or was made; the last check stands. */
export interface SiteCheck {
  readonly park: string;
  /** Whether the newest plan lists it. */
  readonly planned: boolean;
  readonly recorded: boolean;
  /** Whether what was found agrees with what was claimed; null: not recorded. */
  readonly passed: boolean | null;
  /** The run that it was recorded for, and that run's result; null: not recorded, or before that was written down. */
  readonly run: number | null;
  readonly resultHash: string | null;
}

export interface PublishedEdition {
  readonly edition: number;
  readonly run: number;
  readonly resultHash: string;
  readonly at: string;
}

export interface EvaluationState extends NoticeState {
  readonly phase: Phase;
  readonly year: number;
  readonly scheme: { readonly id: string; readonly hash: string };
  /** The edition that is being made, or, once finalised, the one that stands. */
  readonly edition: number;
  /** Closings tried, over all editions. */
  readonly attempt: number;
  readonly resultDay: string | null;
  readonly participants: readonly string[];
  readonly predecessors: readonly { readonly park: string; readonly of: string }[];
  readonly exempt: readonly { readonly park: string; readonly reason: string }[];
  readonly blockers: readonly BlockedBy[];
  /** The facts that the task force verifies are not writable; a reopening lifts it. */
  readonly assessmentLocked: boolean;
  /** Whether trial results and what-if may be looked at (R44): from the first lock on. */
  readonly unsealed: boolean;
  readonly requested: RequestedRun | null;
  readonly failed: { readonly run: number; readonly code: string; readonly message: string } | null;
  readonly proposed: ProposedResult | null;
  /** Rulings in the order in which they were made; the last one on a group stands. */
  readonly rulings: readonly (readonly string[])[];
  readonly tierCount: { readonly edition: number; readonly count: number; readonly ranked: number } | null;
  readonly siteChecks: readonly SiteCheck[];
  /** The run that the newest plan of site checks is for. */
  readonly siteChecksFor: number | null;
  readonly meetings: readonly { readonly edition: number; readonly minutes: string }[];
  readonly approval: { readonly edition: number; readonly run: number; readonly resultHash: string } | null;
  readonly published: readonly PublishedEdition[];
  /** Dossiers that another evaluation reopened and on which the task force has not decided. */
  readonly reopenedBases: readonly (DossierRef & { readonly byEvaluation: number })[];
  /** Park events after finalising that call for a new edition. */
  readonly outdatedBy: readonly { readonly park: string; readonly kind: RunCause; readonly event: string }[];
}

export const initialEvaluation: EvaluationState = {
  phase: 'none',
  year: 0,
  scheme: { id: '', hash: '' },
  edition: 1,
  attempt: 0,
  resultDay: null,
  participants: [],
  predecessors: [],
  exempt: [],
  blockers: [],
  assessmentLocked: false,
  unsealed: false,
  requested: null,
  failed: null,
  proposed: null,
  rulings: [],
  tierCount: null,
  siteChecks: [],
  siteChecksFor: null,
  meetings: [],
  notice: null,
  objections: [],
  approval: null,
  published: [],
  reopenedBases: [],
  outdatedBy: [],
};

type Change = Partial<EvaluationState>;

/** What follows from an event for the state of its evaluation. */
export function evolveEvaluation(state: EvaluationState, event: Recorded<EvaluationEvent>): EvaluationState {
  return { ...state, ...change(state, event) };
}

function change(state: EvaluationState, event: Recorded<EvaluationEvent>): Change {
  switch (event.type) {
    case 'EvaluationOpened':
      return { phase: 'collecting', year: event.data.year, scheme: event.data.scheme };
    case 'CollectionClosing': {
      const { attempt, resultDay, participants, predecessors, exempt } = event.data;
      return { phase: 'closing', attempt, resultDay, participants, predecessors, exempt, blockers: [] };
    }
    case 'ClosingBlocked':
      // Dossiers that go back begin the next attempt, with the same participants: a hold that was given back never revives.
      return { blockers: event.data.blockers, attempt: event.data.reopen.length > 0 ? event.data.attempt + 1 : event.data.attempt };
    case 'ClosingAbandoned':
      return { phase: 'collecting', blockers: [] };
    case 'CollectionClosed':
      return { phase: 'closed', blockers: [] };
    case 'AssessmentLocked':
      return { assessmentLocked: true, unsealed: true };
    case 'ScoringRequested':
    case 'ScoringFailed':
    case 'ResultsProposed':
      return runChange(event);
    case 'TieRuled':
      return { rulings: [...state.rulings, event.data.parks] };
    case 'TierCountConfirmed':
      return { tierCount: { edition: event.data.edition, count: event.data.count, ranked: event.data.ranked } };
    case 'SiteCheckPlanned':
      return { siteChecks: planned(state, event.data.parks), siteChecksFor: event.data.run };
    case 'SiteCheckRecorded':
      return { siteChecks: checked(state, event) };
    case 'MeetingRecorded':
      return { meetings: [...state.meetings, { edition: event.data.edition, minutes: event.data.minutes.hash }] };
    case 'NoticePublished':
    case 'NoticeProofRecorded':
    case 'NoticeConcluded':
    case 'ObjectionLodged':
    case 'ObjectionAssigned':
    case 'ObjectionAnswered':
    case 'ObjectionResolved':
      return evolveNotice(state, event);
    case 'ResultsApproved':
      return { approval: { edition: event.data.edition, run: event.data.run, resultHash: event.data.resultHash } };
    case 'ResultsFinalised': {
      const { edition, run, resultHash } = event.data;
      return { phase: 'finalised', published: [...state.published, { edition, run, resultHash, at: event.metadata.recordedAt }] };
    }
    case 'EvaluationReopened':
      return reopened(state, event);
    case 'BaseYearReopened':
      return { reopenedBases: [...state.reopenedBases, { ...event.data.dossier, byEvaluation: event.data.byEvaluation }] };
    case 'EditionOutdated': {
      const { park, kind, event: cause } = event.data;
      return { outdatedBy: [...state.outdatedBy, { park, kind, event: cause }] };
    }
    case 'EditionKept':
      return { reopenedBases: [], outdatedBy: [] };
    default: {
      const unknown: never = event;
      throw new TypeError(`not an event of an evaluation: ${(unknown as EvaluationEvent).type}`);
    }
  }
}

function runChange(event: Recorded<EvaluationEventOf<'ScoringRequested' | 'ScoringFailed' | 'ResultsProposed'>>): Change {
  switch (event.type) {
    case 'ScoringRequested': {
      const { edition, resultDay, engineVersion, cause } = event.data;
      return { requested: { run: event.revision, edition, resultDay, engineVersion, cause: cause.kind }, resultDay, failed: null };
    }
    case 'ScoringFailed':
      return { failed: { run: event.data.run, code: event.data.code, message: event.data.message } };
    case 'ResultsProposed':
      return { proposed: { ...event.data, at: event.metadata.recordedAt }, failed: null };
  }
}

/** Parks that were checked before the plan stay checked. */
function planned(state: EvaluationState, parks: readonly { park: string }[]): EvaluationState['siteChecks'] {
  const listed = new Set(parks.map(({ park }) => park));
  const known = new Map(state.siteChecks.map((check) => [check.park, check]));
  const unlisted = state.siteChecks
    .filter((check) => check.recorded && !listed.has(check.park))
    .map((check) => ({ ...check, planned: false }));
  const unchecked = { planned: true, recorded: false, passed: null, run: null, resultHash: null };
  return [...parks.map(({ park }) => ({ ...(known.get(park) ?? { park, ...unchecked }), planned: true })), ...unlisted];
}

function checked(state: EvaluationState, { data }: Recorded<EvaluationEventOf<'SiteCheckRecorded'>>): EvaluationState['siteChecks'] {
  const before = state.siteChecks.find(({ park }) => park === data.park);
  const { park, run, passed } = data;
  const resultHash = run === null ? null : (state.proposed?.resultHash ?? null);
  const check: SiteCheck = { park, planned: before?.planned ?? false, recorded: true, passed, run, resultHash };
  return before ? state.siteChecks.map((known) => (known === before ? check : known)) : [...state.siteChecks, check];
}

/**
 * A new edition begins with no results, notice or approval of its own; rulings stand until they are ruled anew, and a park whose facts are not corrected
 * need not be checked on site again.
 */
function reopened(state: EvaluationState, event: Recorded<EvaluationEventOf<'EvaluationReopened'>>): Change {
  const corrected = new Set(event.data.dossiers.map(({ park }) => park));
  return {
    phase: 'collecting',
    edition: event.data.edition,
    assessmentLocked: false,
    requested: null,
    failed: null,
    proposed: null,
    tierCount: null,
    siteChecks: state.siteChecks.filter(({ park, recorded }) => recorded && !corrected.has(park)),
    siteChecksFor: null,
    notice: null,
    approval: null,
    reopenedBases: [],
    outdatedBy: [],
  };
}
