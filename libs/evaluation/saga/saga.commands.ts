import type { CloseDossier, ReleaseDossier, ReopenDossier } from '#libs/dossier';
import type { SettleAward } from '../award/settle.js';
import type {
  CompleteClosing,
  NoteParkChange,
  NoteReopenedDossier,
  ProposeResults,
  RecordBlockers,
  ReportFailedRun,
} from '../evaluation/evaluation.commands.js';
import type { AdvanceRun } from '../run/run.decide.js';

/** A dossier is always reopened by a decision with a document. */
export type ReopenByDecision = ReopenDossier & Required<Pick<ReopenDossier, 'document'>>;

/** What the saga sends: to dossiers (decided in libs/dossier), to the evaluation, its runs and awards. */
export type SagaCommand =
  | CloseDossier
  | ReopenByDecision
  | ReleaseDossier
  | RecordBlockers
  | CompleteClosing
  | NoteParkChange
  | NoteReopenedDossier
  | ProposeResults
  | ReportFailedRun
  | AdvanceRun
  | SettleAward;
