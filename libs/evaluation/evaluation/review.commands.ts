import type { DocumentRef } from '../payload.js';
import type { ObjectionOffice } from './evaluation.events.js';

/** Draws up the list of site checks from the proposed result; the sample follows from the seed. Task force. */
export interface PlanSiteChecks {
  readonly type: 'PlanSiteChecks';
  readonly run: number;
  readonly seed: string;
}

/** What was found at a park: by which persons, with the filled-in form (现场核查表) and photos. A later check of the same park takes its place. */
export interface RecordSiteCheck {
  readonly type: 'RecordSiteCheck';
  readonly park: string;
  readonly on: string;
  readonly by: readonly string[];
  readonly passed: boolean;
  readonly findings: string;
  readonly form: DocumentRef;
  readonly photos: readonly DocumentRef[];
}

/** A meeting of the task force: who was there, who stayed away for it was about their own (回避), and what was decided (R26). Task force. */
export interface RecordMeeting {
  readonly type: 'RecordMeeting';
  readonly held: string;
  readonly minutes: DocumentRef;
  readonly present: readonly string[];
  readonly recused: readonly string[];
  readonly decided: string;
}

/** Publishes the proposed result of a run from a day on; how long follows from the scheme (R43). Task force. */
export interface PublishNotice {
  readonly type: 'PublishNotice';
  readonly run: number;
  readonly from: string;
  readonly document: DocumentRef;
}

/** Where the notice was published, from which day on, with a document (a printed page, a photo) that shows it. Task force; as many as there are places. */
export interface RecordNoticeProof {
  readonly type: 'RecordNoticeProof';
  readonly where: string;
  readonly on: string;
  readonly document: DocumentRef;
}

/** The notice is over: how many objections came is counted, none included. Task force. */
export interface ConcludeNotice {
  readonly type: 'ConcludeNotice';
}

/** A park objects for itself, or the task force records a paper objection (R43). */
export interface LodgeObjection {
  readonly type: 'LodgeObjection';
  readonly park: string;
  readonly text: string;
  readonly documents: readonly DocumentRef[];
}

/** Gives an objection to the office that is to look into it, or to another one; by when follows from the scheme. Task force. */
export interface AssignObjection {
  readonly type: 'AssignObjection';
  readonly objection: string;
  readonly office: ObjectionOffice;
}

/** The office that an objection was assigned to says what it found. */
export interface AnswerObjection {
  readonly type: 'AnswerObjection';
  readonly objection: string;
  readonly founded: boolean;
  readonly answer: string;
  readonly document: DocumentRef;
}

/** What the task force decides on an objection, with what is corrected where it is upheld (R43). Task force. */
export interface ResolveObjection {
  readonly type: 'ResolveObjection';
  readonly objection: string;
  readonly upheld: boolean;
  readonly answer: string;
  readonly document: DocumentRef;
  readonly changes: readonly { readonly park: string; readonly what: string }[];
}

/** The approval of a run's result (R26). Task force. */
export interface ApproveResults {
  readonly type: 'ApproveResults';
  readonly run: number;
  readonly minutes?: DocumentRef;
  readonly consent?: DocumentRef;
  readonly notice?: DocumentRef;
}

/** Makes a run's result the edition that stands; refused with every step that is still open. Task force. */
export interface FinaliseResults {
  readonly type: 'FinaliseResults';
  readonly run: number;
}
