import type { RunCause } from '../evaluation/evaluation.events.js';
import type { DocumentRef, DossierRef } from '../payload.js';
import type { RunStep } from '../run/run.state.js';
import type { SagaCommand } from './saga.commands.js';

/** How a dossier stands towards the closing of one evaluation. */
export interface DossierTrack {
  readonly park: string;
  readonly year: number;
  readonly use: 'year' | 'base';
  /** pending: to be closed now; blocked: refused, waits for an event that may lift it; closed: held by this evaluation; open: nothing is wanted. */
  readonly status: 'open' | 'pending' | 'blocked' | 'closed';
  /** The event that a pending close answers. */
  readonly cause: string;
  /** Attempt in which it was closed; abandoning releases what the closing under way closed, and nothing older. */
  readonly closedIn: number;
  readonly closedEdition: number;
  /** Blocked by a clash (R5): any other dossier's event may lift it. */
  readonly clash: boolean;
}

export interface RunTrack {
  readonly run: number;
  readonly edition: number;
  readonly engineVersion: string;
  readonly step: RunStep | null;
  /** Progress within the step, and how many parks there are and are ranked. */
  readonly from: number;
  readonly parks: number;
  readonly ranked: number;
  /** The event that the next step answers; null in the middle of a chunk. */
  readonly cause: string | null;
  readonly awards: readonly {
    readonly park: string;
    readonly rank: number;
    readonly amount: string | null;
    readonly held: string | null;
  }[];
}

/** What the saga knows of an award: enough to leave unchanged ones alone. */
export interface AwardTrack {
  readonly park: string;
  readonly amount: string;
  readonly held: string | null;
  /** An undecided proposal's edition and what it would make of the amount. */
  readonly proposal: { readonly edition: number; readonly to: string } | null;
}

/** One command to one stream, wanted until its outcome stands in the log. */
export interface Task {
  readonly category: string;
  readonly id: string;
  readonly command: SagaCommand;
  readonly cause: string;
}

export interface EvaluationTrack {
  readonly year: number;
  readonly edition: number;
  readonly attempt: number;
  /** First attempt of the closing that is under way: abandoning gives back what was closed since. */
  readonly since: number;
  readonly phase: 'collecting' | 'closing' | 'closed' | 'finalised';
  readonly resultDay: string;
  readonly participants: readonly string[];
  readonly exempt: readonly string[];
  readonly dossiers: readonly DossierTrack[];
  /** The event that RecordBlockers, or CompleteClosing, is to answer; null where neither is wanted. */
  readonly blockers: string | null;
  readonly complete: string | null;
  readonly run: RunTrack | null;
  readonly awards: readonly AwardTrack[];
  readonly tasks: readonly Task[];
}

/** Plain JSON: one track an evaluation, by year. */
export interface SagaState {
  readonly evaluations: readonly EvaluationTrack[];
}

export const initialSaga: SagaState = { evaluations: [] };

/** Events of a park's stream that may change a result, and what kind of change each is (DESIGN §5 «Editions»). */
export const parkChanges: Readonly<Record<string, RunCause>> = {
  AccidentRecorded: 'accidentRecorded',
  AccidentGraded: 'accidentGraded',
  AccidentStruck: 'parkStatus',
  RecognitionWithdrawn: 'recognitionWithdrawn',
  ParkRecognised: 'parkStatus',
  FalseEvidenceProven: 'falseEvidence',
  FalseEvidenceRevoked: 'parkStatus',
  ParksMerged: 'merger',
  ParkSplit: 'merger',
  NestedParkFound: 'parkStatus',
  NestedParkCleared: 'parkStatus',
  TransitionGranted: 'parkStatus',
};

export type { DocumentRef, DossierRef };
