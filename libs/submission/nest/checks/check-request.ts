import type { IsoInstant } from '#libs/kernel';
import type { Office, SubmissionState, WorkbookKind } from '#libs/submission';

/** A workbook to be checked, and as whose and as of when: all that the outcome depends on. */
export interface CheckRequest {
  readonly kind: WorkbookKind;
  readonly year: number;
  readonly file: { readonly hash: string; readonly name: string };
  readonly account: string;
  readonly office: Office;
  readonly at: IsoInstant;
  /** The last log index that the check may know. Absent: all that there is. */
  readonly asOf?: number;
}

/** The check of a submission, as it was when the workbook came. */
export function requestOf(state: Exclude<SubmissionState, { status: 'none' }>): CheckRequest {
  const { kind, year, office, file, checkedAsOf } = state.head;
  const { account, at } = state.received;
  return { kind, year, office, file: { hash: file.hash, name: file.title }, account, at, asOf: checkedAsOf };
}
