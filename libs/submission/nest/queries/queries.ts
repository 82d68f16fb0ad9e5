import { Query } from '@nestjs/cqrs';
import type { QueryOptions } from '#libs/event-sourcing';
import type { Answer } from '#libs/http';
import type { Caller, Fault } from '#libs/kernel';
import type { RowError, SubmissionState, SubmissionStatus, TakenSubmission } from '#libs/submission';
import type { SubmissionPreview } from '../checks/preview-reader.js';

type Head = Exclude<SubmissionState, { readonly status: 'none' }>['head'];

/** How many dossiers (or parks) have had their part. */
export interface Applying {
  readonly total: number;
  readonly applied: number;
  readonly refused: number;
}

/** One submission as it stands: where it has errors, each of them; while it waits, what accepting it would do now; of a workbook that can't be read any more, what the log says. */
export interface SubmissionView {
  readonly id: string;
  readonly status: SubmissionStatus;
  readonly head: Head;
  readonly received: TakenSubmission['received'];
  readonly accepted?: TakenSubmission['accepted'];
  readonly withdrawn?: TakenSubmission['withdrawn'];
  readonly applied?: TakenSubmission['applied'];
  readonly errors: readonly RowError[];
  readonly warnings: readonly RowError[];
  readonly preview?: SubmissionPreview;
  /** Why nothing can be said of its workbook's content any more: the file was erased, is missing or damaged, or its key is. */
  readonly unreadable?: Pick<Fault, 'code' | 'message' | 'remedy'>;
  readonly applying?: Applying;
}

/** One submission with its errors, or with its preview against the facts of today. */
export class SubmissionQuery extends Query<Answer<SubmissionView>> {
  constructor(
    readonly id: string,
    readonly caller: Caller,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

/** Hashes of the annotated workbooks in which a rejected file's rows stand again, as of the log's end. */
export class ReportsOfFileQuery extends Query<readonly string[]> {
  constructor(readonly file: string) {
    super();
  }
}

/** A submission in a list. */
export interface SubmissionSummary {
  readonly id: string;
  readonly kind: string;
  readonly year: number;
  readonly department: string;
  readonly park: string | null;
  readonly county: string | null;
  readonly file: string;
  readonly status: SubmissionStatus;
  readonly errors: number;
  readonly warnings: number;
  readonly receivedBy: string;
  readonly receivedAt: string;
  readonly applying: Applying | null;
}

export class SubmissionsQuery extends Query<Answer<readonly SubmissionSummary[]>> {
  constructor(
    readonly filter: { readonly year?: number; readonly department?: string; readonly status?: string },
    readonly caller: Caller,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}
