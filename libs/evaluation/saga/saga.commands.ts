import type { SettleAward } from '../award/settle.js';
import type {
  CompleteClosing,
  NoteParkChange,
  NoteReopenedDossier,
  ProposeResults,
  RecordBlockers,
  ReportFailedRun,
} from '../evaluation/evaluation.commands.js';
import type { DocumentRef } from '../payload.js';
import type { AdvanceRun } from '../run/run.decide.js';

/** Closes a dossier for one attempt at closing; refused with every blocker of the dossier. Decided in libs/dossier. */
export interface CloseDossier {
  readonly type: 'CloseDossier';
  readonly evaluation: number;
  readonly edition: number;
  readonly attempt: number;
  readonly use: 'year' | 'base';
}

/** Reopens a dossier by a decision with a document: every hold is released. Decided in libs/dossier. */
export interface ReopenDossier {
  readonly type: 'ReopenDossier';
  readonly evaluation: number;
  readonly edition: number;
  readonly reason: string;
  readonly document: DocumentRef;
}

/** Releases what an attempt closed: it was abandoned, or a clash sends the dossier back. Decided in libs/dossier. */
export interface ReleaseDossier {
  readonly type: 'ReleaseDossier';
  readonly evaluation: number;
  readonly edition: number;
  readonly attempt: number;
  readonly reason: string;
}

export type SagaCommand =
  | CloseDossier
  | ReopenDossier
  | ReleaseDossier
  | RecordBlockers
  | CompleteClosing
  | NoteParkChange
  | NoteReopenedDossier
  | ProposeResults
  | ReportFailedRun
  | AdvanceRun
  | SettleAward;
