import type { Recorded } from '#libs/event-sourcing';
import type { Caller, IsoInstant } from '#libs/kernel';
import type { SubmissionEvent, SubmissionEventOf } from './submission.events.js';

/** Who did it when, and the event that says so. */
export interface Done {
  readonly account: string;
  readonly at: IsoInstant;
  readonly eventId: string;
}

type Received = SubmissionEventOf<'SubmissionReceived'>['data'];
type Rejected = SubmissionEventOf<'SubmissionRejected'>['data'];
type Accepted = SubmissionEventOf<'SubmissionAccepted'>['data'];
type Applied = SubmissionEventOf<'SubmissionApplied'>['data'];

/** A workbook that was received, and all that became of it. */
export interface TakenSubmission {
  readonly status: 'received' | 'withdrawn' | 'accepted' | 'applied';
  readonly head: Received;
  readonly received: Done;
  readonly withdrawn?: Done & { readonly reason?: string };
  /** `by`: as whom its dossiers' commands are sent. */
  readonly accepted?: Done & Accepted & { readonly by: Caller };
  readonly applied?: Done & Applied;
}

/** A workbook with errors. */
export interface RejectedSubmission {
  readonly status: 'rejected';
  readonly head: Rejected;
  readonly received: Done;
}

export type SubmissionState = { readonly status: 'none' } | RejectedSubmission | TakenSubmission;
export type SubmissionStatus = Exclude<SubmissionState['status'], 'none'>;

/** Where a submission stands, as people read it. */
export const submissionStatusNames: Readonly<Record<SubmissionStatus, string>> = {
  received: '待确认',
  rejected: '有错误，未收',
  withdrawn: '已撤回',
  accepted: '办理中',
  applied: '已办结',
};

export const noSubmission: SubmissionState = { status: 'none' };

/** Folds one event of a submission's stream. */
export function evolveSubmission(state: SubmissionState, event: Recorded<SubmissionEvent>): SubmissionState {
  const done: Done = { account: event.metadata.actor.account, at: event.metadata.recordedAt, eventId: event.id };
  switch (event.type) {
    case 'SubmissionReceived':
      return { status: 'received', head: event.data, received: done };
    case 'SubmissionRejected':
      return { status: 'rejected', head: event.data, received: done };
    case 'SubmissionAccepted':
      return { ...taken(state), status: 'accepted', accepted: { ...done, ...event.data, by: accepterOf(event) } };
    case 'SubmissionWithdrawn':
      return { ...taken(state), status: 'withdrawn', withdrawn: { ...done, ...event.data } };
    case 'SubmissionApplied':
      return { ...taken(state), status: 'applied', applied: { ...done, ...event.data } };
    default:
      return event satisfies never;
  }
}

/** The person who accepted it, as a caller: metadata do not say for which park or county somebody acts. */
export function accepterOf({ metadata: { actor }, data: { office } }: Recorded<SubmissionEventOf<'SubmissionAccepted'>>): Caller {
  const { park, county } = office;
  return { ...actor, ...(park === undefined ? {} : { park }), ...(county === undefined ? {} : { county }) };
}

function taken(state: SubmissionState): TakenSubmission {
  if (state.status === 'none' || state.status === 'rejected') throw new TypeError(`a submission that is ${state.status} goes no further`);
  return state;
}
