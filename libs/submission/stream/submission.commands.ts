import type { DocumentRef } from '#libs/evidence';
import type { WorkbookKind } from '../forms/index.js';

/** A delivered workbook is read and checked whole; what has errors is recorded as rejected, and nothing else of it. */
export interface ReceiveSubmission {
  readonly type: 'ReceiveSubmission';
  readonly kind: WorkbookKind;
  readonly year: number;
  /** The file in the evidence store, and the name that it was delivered by. */
  readonly file: { readonly hash: string; readonly name: string };
}

/** The office wants what the preview shows. Where it corrects what stands, reason and evidence are asked for, as of every correction. */
export interface AcceptSubmission {
  readonly type: 'AcceptSubmission';
  /** Hash of the preview that the person saw; another one by now is refused. Absent: whatever the preview shows at this moment. */
  readonly previewHash?: string;
  readonly reason?: string;
  readonly documents?: readonly DocumentRef[];
  /** Explanations that go with single facts, such as of a claim that has moved far from last year's. */
  readonly notes?: readonly { readonly park: string; readonly metric: string; readonly note: string }[];
}

export interface WithdrawSubmission {
  readonly type: 'WithdrawSubmission';
  readonly reason?: string;
}

/** One park's year of a submission. */
export interface ItemKey {
  readonly park: string;
  readonly year: number;
}

/** The intake process: every dossier has had its part. */
export interface CompleteSubmission {
  readonly type: 'CompleteSubmission';
  readonly applied: readonly ItemKey[];
  readonly refused: readonly (ItemKey & { readonly code: string; readonly message: string })[];
}

/** A command to `submission-{id}`. */
export type SubmissionCommandInput = ReceiveSubmission | AcceptSubmission | WithdrawSubmission | CompleteSubmission;
