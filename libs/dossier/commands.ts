import type { DocumentRef } from '#libs/evidence';
import type { DossierUse, Verdict, WaiverKind } from './events.js';

/** The task force opens a dossier before anything is delivered. */
export interface OpenDossier {
  readonly type: 'OpenDossier';
}

/** The department that the scheme names delivers a metric for the first time. `lines` are as delivered: they are checked here. */
export interface SubmitFact {
  readonly type: 'SubmitFact';
  readonly metric: string;
  readonly lines: readonly unknown[];
  readonly note?: string;
  readonly documents?: readonly DocumentRef[];
}

/** The same department replaces the version that it names. */
export interface CorrectFact {
  readonly type: 'CorrectFact';
  readonly metric: string;
  readonly version: number;
  readonly lines: readonly unknown[];
  readonly reason: string;
  readonly documents: readonly DocumentRef[];
  readonly note?: string;
}

/** One fact of a delivery: a first submission, or, where `correct` names a version, its correction with reason and evidence. */
export interface DeliveredFact {
  readonly metric: string;
  readonly lines: readonly unknown[];
  readonly note?: string;
  readonly documents?: readonly DocumentRef[];
  readonly correct?: { readonly version: number; readonly reason: string };
}

/** Everything that one delivery (a workbook) says of this park's year: all of it or nothing, in one append. */
export interface DeliverFacts {
  readonly type: 'DeliverFacts';
  readonly facts: readonly DeliveredFact[];
}

/** Verdicts on several facts of this park's year: all of them or none, in one append. */
export interface VerifyFacts {
  readonly type: 'VerifyFacts';
  readonly facts: readonly Omit<VerifyFact, 'type'>[];
}

/** The deliverer explains in writing why a version differs so much from last year's confirmed value. */
export interface ExplainChange {
  readonly type: 'ExplainChange';
  readonly metric: string;
  readonly version: number;
  readonly text: string;
  readonly documents?: readonly DocumentRef[];
}

/** The deliverer asks for leave to correct what is closed or past its due day, with reason and evidence. */
export interface RequestCorrection {
  readonly type: 'RequestCorrection';
  readonly metric: string;
  readonly version: number;
  readonly reason: string;
  readonly documents: readonly DocumentRef[];
}

/** The task force grants a request or declines it. Of a closed dossier a grant names the evaluation that it reopens for it (ReopenEvaluation is its own act). */
export interface DecideCorrection {
  readonly type: 'DecideCorrection';
  readonly request: string;
  readonly granted: boolean;
  readonly reason: string;
  readonly document?: DocumentRef;
  readonly reopens?: number;
}

export interface WithdrawFact {
  readonly type: 'WithdrawFact';
  readonly metric: string;
  readonly version: number;
  readonly reason: string;
}

/** Another person of the verifying department gives every line of the version a verdict. */
export interface VerifyFact {
  readonly type: 'VerifyFact';
  readonly metric: string;
  readonly version: number;
  readonly verdicts: readonly Verdict[];
}

/** The verifying department sends the whole version back, also after it verified it. */
export interface ReturnFact {
  readonly type: 'ReturnFact';
  readonly metric: string;
  readonly version: number;
  readonly reason: string;
}

export interface WaiveFact {
  readonly type: 'WaiveFact';
  readonly metric: string;
  readonly kind: WaiverKind;
  readonly reason: string;
  readonly document?: DocumentRef;
}

export interface RevokeWaiver {
  readonly type: 'RevokeWaiver';
  readonly metric: string;
  readonly kind: WaiverKind;
  readonly reason: string;
}

/** The county, the task force or a process freezes the confirmed roster. */
export interface FreezeRoster {
  readonly type: 'FreezeRoster';
  readonly version: number;
}

/** The park signs its declaration. */
export interface DeclareDossier {
  readonly type: 'DeclareDossier';
  readonly commitment?: DocumentRef;
}

/** The county (or the development zone) reviews what was declared. */
export interface ReviewDossier {
  readonly type: 'ReviewDossier';
  readonly opinion: 'passed' | 'returned';
  readonly text: string;
}

/** The closing process closes the dossier for an attempt of an evaluation. */
export interface CloseDossier {
  readonly type: 'CloseDossier';
  readonly evaluation: number;
  readonly edition: number;
  readonly attempt: number;
  readonly use: DossierUse;
}

/** The closing process gives back what an attempt closed (abandoned, or a clash found at the end): only that evaluation's hold. */
export interface ReleaseDossier {
  readonly type: 'ReleaseDossier';
  readonly evaluation: number;
  readonly edition: number;
  readonly attempt: number;
  readonly reason: string;
}

/** A reopened evaluation releases every hold (reason, document). `evaluation` and `edition` name the reopened one and its new edition. */
export interface ReopenDossier {
  readonly type: 'ReopenDossier';
  readonly evaluation: number;
  readonly edition: number;
  readonly reason: string;
  readonly document?: DocumentRef;
}

/** A command on one park's year. Commands on a standing fact name the version that they act on. */
export type DossierCommandInput =
  | OpenDossier
  | SubmitFact
  | CorrectFact
  | DeliverFacts
  | ExplainChange
  | RequestCorrection
  | DecideCorrection
  | WithdrawFact
  | VerifyFact
  | VerifyFacts
  | ReturnFact
  | WaiveFact
  | RevokeWaiver
  | FreezeRoster
  | DeclareDossier
  | ReviewDossier
  | CloseDossier
  | ReleaseDossier
  | ReopenDossier;
