import type { Static } from '@sinclair/typebox';
import type { PersonalField } from '#libs/event-sourcing';
import type { DocumentRef } from '#libs/evidence';
import type { Operator } from './park.events.js';
import type { RecognitionFacts, RecognitionFinding } from './recognition.events.js';
import type { NestedKind, Severity } from './safety.events.js';

/**
 * Commands to `park-{code}`: the park's code is the stream's id. `scheme` is the id of the adopted scheme whose criteria or limits apply. A contact comes
 * in clear; the handler seals it before the decision. */

export interface RegisterPark {
  readonly type: 'RegisterPark';
  readonly name: string;
  readonly zone: string;
  readonly operator: Static<typeof Operator>;
  readonly contact?: PersonalField | string;
  readonly completedOn?: string;
  readonly operatingSince?: string;
  readonly document?: DocumentRef;
}
export interface AmendPark {
  readonly type: 'AmendPark';
  readonly name?: string;
  readonly operator?: Static<typeof Operator>;
  readonly contact?: PersonalField | string;
  readonly completedOn?: string;
  readonly operatingSince?: string;
  readonly reason: string;
  readonly document?: DocumentRef;
}
/** Sent to the park that ends; the other is told by the succession process. */
export interface MergePark {
  readonly type: 'MergePark';
  readonly into: string;
  readonly on: string;
  readonly document: DocumentRef;
}
export interface SplitPark {
  readonly type: 'SplitPark';
  readonly into: readonly string[];
  readonly on: string;
  readonly document: DocumentRef;
}
/** The succession process tells a successor of a merger. */
export interface AcknowledgeMerger {
  readonly type: 'AcknowledgeMerger';
  readonly from: string;
  readonly on: string;
  readonly document: DocumentRef;
}
export interface AcknowledgeSplit {
  readonly type: 'AcknowledgeSplit';
  readonly from: string;
  readonly into: readonly string[];
  readonly on: string;
  readonly document: DocumentRef;
}

export interface ApplyForRecognition {
  readonly type: 'ApplyForRecognition';
  readonly facts: RecognitionFacts;
  readonly document?: DocumentRef;
}
export interface RecognisePark {
  readonly type: 'RecognisePark';
  readonly on: string;
  readonly scheme: string;
  readonly document: DocumentRef;
}
/** `findings`: criteria that the task force found not to be met although the application states so. */
export interface RefuseRecognition {
  readonly type: 'RefuseRecognition';
  readonly on: string;
  readonly scheme: string;
  readonly findings: readonly RecognitionFinding[];
  readonly document?: DocumentRef;
}
export interface WithdrawRecognition {
  readonly type: 'WithdrawRecognition';
  readonly on: string;
  readonly ground: string;
  readonly document: DocumentRef;
}

export interface GrantTransition {
  readonly type: 'GrantTransition';
  readonly until: string;
  readonly scheme: string;
  readonly document: DocumentRef;
}
export interface DeclareParticipation {
  readonly type: 'DeclareParticipation';
  readonly year: number;
  readonly takesPart: boolean;
  readonly document?: DocumentRef;
}

export interface ReportNestedPark {
  readonly type: 'ReportNestedPark';
  readonly kind: NestedKind;
  readonly on: string;
  readonly document?: DocumentRef;
}
/** Confirms a report, as found on the spot: kind and day may differ from what was reported. */
export interface ConfirmNestedPark {
  readonly type: 'ConfirmNestedPark';
  readonly report: string;
  readonly kind?: NestedKind;
  readonly on?: string;
  readonly document?: DocumentRef;
}
export interface DismissNestedPark {
  readonly type: 'DismissNestedPark';
  readonly report: string;
  readonly reason: string;
  readonly document?: DocumentRef;
}
export interface ClearNestedPark {
  readonly type: 'ClearNestedPark';
  readonly report: string;
  readonly on: string;
  readonly document: DocumentRef;
}

/** `accident` is the number that 应急管理 gives it. */
export interface RecordAccident {
  readonly type: 'RecordAccident';
  readonly accident: string;
  readonly date: string;
  readonly severity: Severity | null;
  readonly report?: DocumentRef;
}
export interface GradeAccident {
  readonly type: 'GradeAccident';
  readonly accident: string;
  readonly severity: Severity;
  readonly report: DocumentRef;
}
export interface StrikeAccident {
  readonly type: 'StrikeAccident';
  readonly accident: string;
  readonly reason: string;
  readonly document: DocumentRef;
}
export interface StateAccidents {
  readonly type: 'StateAccidents';
  readonly year: number;
  readonly none: boolean;
  readonly accidents: readonly string[];
  readonly document?: DocumentRef;
}

/** All that 应急 says of a park's year at once, as a workbook does: accidents recorded or graded where that is news, then stated; all or none, in one append. */
export interface DeliverStatement {
  readonly type: 'DeliverStatement';
  readonly year: number;
  readonly accidents: readonly Omit<RecordAccident, 'type'>[];
}

export interface ProveFalseEvidence {
  readonly type: 'ProveFalseEvidence';
  readonly year: number;
  readonly metric?: string;
  readonly document: DocumentRef;
}
export interface RevokeFalseEvidence {
  readonly type: 'RevokeFalseEvidence';
  readonly finding: string;
  readonly reason: string;
  readonly document: DocumentRef;
}

export type RegistrationCommand = RegisterPark | AmendPark;
export type SuccessionCommand = MergePark | SplitPark | AcknowledgeMerger | AcknowledgeSplit;
export type RecognitionCommand = ApplyForRecognition | RecognisePark | RefuseRecognition | WithdrawRecognition;
export type TransitionCommand = GrantTransition | DeclareParticipation;
export type NestedCommand = ReportNestedPark | ConfirmNestedPark | DismissNestedPark | ClearNestedPark;
export type AccidentCommand = RecordAccident | GradeAccident | StrikeAccident | StateAccidents | DeliverStatement;
export type FalseEvidenceCommand = ProveFalseEvidence | RevokeFalseEvidence;

export type ParkCommandInput =
  RegistrationCommand | SuccessionCommand | RecognitionCommand | TransitionCommand | NestedCommand | AccidentCommand | FalseEvidenceCommand;
