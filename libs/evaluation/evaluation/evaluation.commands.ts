import type { Demands, Metric } from '#libs/scheme';
import type { BarReason } from '#libs/scoring';
import type { DocumentRef, DossierRef, Tie } from '../payload.js';
import type { BlockedBy, EvaluationEventOf, RunCause } from './evaluation.events.js';
import type {
  AnswerObjection,
  ApproveResults,
  AssignObjection,
  ConcludeNotice,
  FinaliseResults,
  LodgeObjection,
  PlanSiteChecks,
  PublishNotice,
  RecordMeeting,
  RecordNoticeProof,
  RecordSiteCheck,
  ResolveObjection,
} from './review.commands.js';

export type * from './review.commands.js';

/** What people and the scoring saga ask of an evaluation. */
export type EvaluationCommand =
  | OpenEvaluation
  | CloseCollection
  | RecordBlockers
  | CompleteClosing
  | AbandonClosing
  | LockAssessment
  | RequestScoring
  | NoteParkChange
  | ProposeResults
  | ReportFailedRun
  | RuleTie
  | ConfirmTierCount
  | PlanSiteChecks
  | RecordSiteCheck
  | RecordMeeting
  | PublishNotice
  | RecordNoticeProof
  | LodgeObjection
  | AssignObjection
  | AnswerObjection
  | ResolveObjection
  | ConcludeNotice
  | ApproveResults
  | FinaliseResults
  | ReopenEvaluation
  | NoteReopenedDossier
  | KeepEdition;

/** Opens the evaluation of a performance year under an adopted scheme (R2). Task force. */
export interface OpenEvaluation {
  readonly type: 'OpenEvaluation';
  readonly year: number;
  readonly scheme: string;
}

/** Closes collection: refused with every blocker, unless `evenIfBlocked` freezes the participants now and lets the saga close what gets complete. Task force. */
export interface CloseCollection {
  readonly type: 'CloseCollection';
  readonly resultDay: string;
  readonly evenIfBlocked?: boolean;
}

/** Writes down what blocks an attempt, where that has changed. Saga. */
export interface RecordBlockers {
  readonly type: 'RecordBlockers';
  readonly edition: number;
  readonly attempt: number;
}

/** All dossiers are closed: look once more for clashes and missing statements, then close. Saga. */
export interface CompleteClosing {
  readonly type: 'CompleteClosing';
  readonly edition: number;
  readonly attempt: number;
}

export interface AbandonClosing {
  readonly type: 'AbandonClosing';
  readonly reason: string;
}

/** Locks the facts that the task force verifies itself (R44). Task force. */
export interface LockAssessment {
  readonly type: 'LockAssessment';
}

/** Another run on purpose: after a failed one, or for another result day. Task force. */
export interface RequestScoring {
  readonly type: 'RequestScoring';
  readonly reason: string;
  readonly resultDay?: string;
}

/** Something happened to a park that may change the result: a new run, or, after finalising, a note that the edition is outdated. Saga. */
export interface NoteParkChange {
  readonly type: 'NoteParkChange';
  readonly park: string;
  readonly kind: RunCause;
  readonly event: string;
}

export interface ProposeResults {
  readonly type: 'ProposeResults';
  readonly edition: number;
  readonly run: number;
}

export interface ReportFailedRun {
  readonly type: 'ReportFailedRun';
  readonly edition: number;
  readonly run: number;
}

/** Rules the order of a whole group of equal parks, best first (R34t). Task force, two persons. */
export interface RuleTie {
  readonly type: 'RuleTie';
  readonly parks: readonly string[];
  readonly reason: string;
  readonly minutes: DocumentRef;
  readonly persons: readonly string[];
}

/** Confirms how many parks get A where fewer than the scheme's number are ranked (R34). Task force. */
export interface ConfirmTierCount {
  readonly type: 'ConfirmTierCount';
  readonly count: number;
  readonly reason: string;
  readonly minutes: DocumentRef;
}

/** Reopens the listed dossiers for correction (R42); after a finalised edition this begins the next. Task force. */
export interface ReopenEvaluation {
  readonly type: 'ReopenEvaluation';
  readonly reason: string;
  readonly document: DocumentRef;
  readonly dossiers: readonly DossierRef[];
}

/** Another evaluation reopened a dossier that this one held closed. Saga. */
export interface NoteReopenedDossier {
  readonly type: 'NoteReopenedDossier';
  readonly dossier: DossierRef;
  readonly byEvaluation: number;
  readonly edition: number;
}

/** The task force decides that what happened since calls for no new edition. */
export interface KeepEdition {
  readonly type: 'KeepEdition';
  readonly reason: string;
  readonly document: DocumentRef;
}

/** What of the scheme decisions need, as values. */
export interface EvaluationRules {
  readonly noticeWorkingDays: number;
  readonly tierASize: number;
  readonly confirmBelowRanked: number;
  readonly approval: readonly ('minutes' | 'consent' | 'notice')[];
  readonly siteCheckRequired: boolean;
  readonly meetingRequired: boolean;
  readonly noticeRequired: boolean;
  /** How many persons check a park on site. */
  readonly checkPersons: number;
  /** What the scheme demands besides; absent: nothing. */
  readonly demands?: Demands;
}

/** A blocker as the rooms that find it say it; `year` null = the park itself. */
export interface Blocker {
  readonly park: string;
  readonly year: number | null;
  readonly code: string;
  readonly metric?: string;
  readonly detail?: string;
  /** Chinese text and remedy for the refusal; not recorded. */
  readonly message: string;
  readonly remedy: string;
}

/** What closing must know, read from the streams of all parks and dossiers. */
export interface Readiness {
  readonly participants: readonly string[];
  /** Parks merged into a participant in the year: their base year counts with its own (R18). */
  readonly predecessors: readonly { readonly park: string; readonly of: string }[];
  readonly exempt: readonly { readonly park: string; readonly reason: string }[];
  readonly blockers: readonly Blocker[];
  /** Dossiers of the participants that this evaluation does not hold closed. */
  readonly open: readonly DossierRef[];
  /** Closed dossiers in a clash (R5) that appeared when all were closed: each has its blocker too. */
  readonly clashing: readonly DossierRef[];
  /** Facts that the task force verifies and has not. */
  readonly unassessed: readonly { readonly park: string; readonly metric: Pick<Metric, 'code' | 'name'> }[];
}

/** A run as its stream tells it. */
export interface RunOutcome {
  readonly run: number;
  readonly edition: number;
  readonly completed: boolean;
  readonly failed: { readonly code: string; readonly message: string } | null;
  readonly resultHash: string;
  readonly outcomeHash: string;
  readonly ranked: number;
  readonly tierA: number;
  readonly unresolvedTies: readonly Tie[];
}

/** A park as it stands now beside what the proposed run read of it. */
export interface ParkReading {
  readonly park: string;
  readonly revision: number;
  /** Reasons that bar the park now and did not in the run. */
  readonly barredSince: readonly BarReason[];
  /** Whether its status differs at all from what the run read, within the window of the result day. */
  readonly changed: boolean;
}

/** What a decision needs of other streams; the handler reads what its command asks for. */
export interface EvaluationExtra {
  readonly adopted?: { readonly id: string; readonly hash: string; readonly fits: boolean };
  readonly rules?: EvaluationRules;
  readonly readiness?: Readiness;
  readonly outcome?: RunOutcome;
  readonly parks?: readonly ParkReading[];
  readonly siteChecks?: EvaluationEventOf<'SiteCheckPlanned'>['data']['parks'];
  /** Where the park of a command lies: a county acts for its own county or zone. */
  readonly home?: { readonly county: string; readonly zone: string };
  /** The engine that new runs ask for. */
  readonly engineVersion?: string;
}

/** Groups blockers by dossier, in order, as they are recorded: texts follow from the codes. */
export function groupBlockers(blockers: readonly Blocker[]): BlockedBy[] {
  const groups = new Map<string, BlockedBy>();
  const sorted = [...blockers].sort((a, b) => order(a, b));
  for (const { park, year, code, metric, detail } of sorted) {
    const key = `${park}\n${year ?? ''}`;
    const group = groups.get(key) ?? { park, year, items: [] };
    groups.set(key, group);
    group.items.push({ code, ...(metric === undefined ? {} : { metric }), ...(detail === undefined ? {} : { detail }) });
  }
  return [...groups.values()];
}

function order(a: Blocker, b: Blocker): number {
  const key = (x: Blocker): string => [x.park, x.year ?? 0, x.code, x.metric ?? '', x.detail ?? ''].join('\n');
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}
