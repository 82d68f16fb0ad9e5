import type { DecisionContext, Decider } from '#libs/event-sourcing';
import { named } from '#libs/kernel';
import { demandDeliverer, isOf } from './deliverers.js';
import { streamErrors } from './errors.js';
import type {
  AcceptSubmission,
  CompleteSubmission,
  ReceiveSubmission,
  SubmissionCommandInput,
  WithdrawSubmission,
} from './submission.commands.js';
import type { AcceptedItem, SubmissionEvent, SubmissionEventOf, SubmittedItem } from './submission.events.js';
import { evolveSubmission, noSubmission, type SubmissionState, submissionStatusNames, type TakenSubmission } from './submission.state.js';

/** What reading and checking the workbook gave. */
export interface Reading {
  readonly format: 'xlsx' | 'xls' | 'csv';
  /** The last log index that was known to the check. */
  readonly checkedAsOf: number;
  readonly warnings: number;
  /** What it holds, and the hash of all of it; absent where it has errors. */
  readonly content?: { readonly hash: string; readonly items: readonly SubmittedItem[] };
  /** Present where it has errors: how many of each code, and the annotated workbook. */
  readonly rejection?: Pick<SubmissionEventOf<'SubmissionRejected'>['data'], 'errors' | 'codes' | 'report'>;
}

/** What accepting would do as things stand, and the hash by which a person says that he saw it. */
export interface PinnedPreview {
  readonly hash: string;
  readonly contentHash: string;
  readonly items: readonly AcceptedItem[];
}

/** What a decision must know beside the stream; read anew for every try. */
export interface SubmissionKnowledge {
  readonly reading?: Reading;
  readonly preview?: PinnedPreview;
}

/** Decides on one delivered workbook. */
export const submissionDecider: Decider<SubmissionState, SubmissionCommandInput, SubmissionEvent, SubmissionKnowledge> = {
  category: 'submission',
  initial: noSubmission,
  evolve: evolveSubmission,
  decide(command, state, context, knowledge) {
    switch (command.type) {
      case 'ReceiveSubmission':
        return receive(command, context, needed(knowledge.reading));
      case 'AcceptSubmission':
        return accept(command, awaiting(state, context), needed(knowledge.preview));
      case 'WithdrawSubmission':
        return withdraw(command, awaiting(state, context));
      case 'CompleteSubmission':
        return complete(command, state, context);
      default:
        return command satisfies never;
    }
  },
};

/** Only the first event of a stream takes a workbook: the id of the stream follows from the command. */
function receive(command: ReceiveSubmission, context: DecisionContext, reading: Reading): SubmissionEvent[] {
  const { kind, year, file } = command;
  const office = demandDeliverer(context.caller, kind);
  const { format, checkedAsOf, warnings } = reading;
  const head = { kind, year, office, file: { hash: file.hash, title: file.name, format }, checkedAsOf, warnings };
  if (reading.rejection) return [{ type: 'SubmissionRejected', data: { ...head, ...reading.rejection } }];
  const { hash, items } = needed(reading.content);
  return [{ type: 'SubmissionReceived', data: { ...head, contentHash: hash, items: [...items] } }];
}

function accept(command: AcceptSubmission, state: TakenSubmission, preview: PinnedPreview): SubmissionEvent[] {
  const { previewHash, reason, documents = [] } = command;
  if (preview.contentHash !== state.head.contentHash) throw streamErrors.error('submission.contentChanged');
  if (previewHash !== undefined && previewHash !== preview.hash)
    throw streamErrors.error('submission.stalePreview', {}, { where: 'previewHash' });
  const items = withNotes(preview.items, command.notes ?? []);
  if (!items.some(changes)) throw streamErrors.error('submission.nothingNew');
  if (items.some(({ facts }) => facts.some(({ act }) => act === 'correct'))) {
    if ((reason ?? '').trim() === '') throw streamErrors.error('submission.reasonMissing', {}, { where: 'reason' });
    if (documents.length === 0) throw streamErrors.error('submission.evidenceMissing', {}, { where: 'documents' });
  }
  const why = { ...(reason === undefined ? {} : { reason }), documents: [...documents] };
  return [{ type: 'SubmissionAccepted', data: { office: state.head.office, ...why, items } }];
}

/** Errors: `submission.noteForNothing`. */
function withNotes(items: readonly AcceptedItem[], notes: NonNullable<AcceptSubmission['notes']>): AcceptedItem[] {
  notes.forEach(({ park, metric }, i) => {
    const isMeant = items.some((item) => item.park === park && item.facts.some((fact) => fact.metric === metric && delivers(fact)));
    if (!isMeant) throw streamErrors.error('submission.noteForNothing', { park, n: i + 1 }, { where: `notes[${i}]` });
  });
  const noteOn = (park: string, metric: string): { note?: string } => {
    const found = notes.find((one) => one.park === park && one.metric === metric);
    return found ? { note: found.note } : {};
  };
  return items.map((item) => ({ ...item, facts: item.facts.map((fact) => ({ ...fact, ...noteOn(item.park, fact.metric) })) }));
}

const delivers = ({ act }: AcceptedItem['facts'][number]): boolean => act === 'submit' || act === 'correct';

/** Whether anything is to be done for this park's year. */
export function changes({ facts, statement }: AcceptedItem): boolean {
  return statement === 'state' || facts.some(({ act }) => act !== 'same');
}

function withdraw({ reason }: WithdrawSubmission, _state: TakenSubmission): SubmissionEvent[] {
  return [{ type: 'SubmissionWithdrawn', data: reason === undefined ? {} : { reason } }];
}

function complete({ applied, refused }: CompleteSubmission, state: SubmissionState, { caller }: DecisionContext): SubmissionEvent[] {
  if (caller.role !== 'process') throw streamErrors.error('submission.processOnly');
  if (state.status === 'applied') return [];
  if (state.status !== 'accepted') throw streamErrors.error('submission.notAccepted');
  return [{ type: 'SubmissionApplied', data: { applied: [...applied], refused: [...refused] } }];
}

/** The received submission, which nobody but its own office touches. */
function awaiting(state: SubmissionState, { id, caller }: DecisionContext): TakenSubmission {
  if (state.status === 'none') throw streamErrors.error('submission.unknown', { id });
  if (!isOf(caller, state.head.office)) throw streamErrors.error('submission.notYours');
  if (state.status !== 'received') {
    throw streamErrors.error('submission.notAwaiting', { status: named(submissionStatusNames, state.status) });
  }
  return state;
}

/** What a handler had to read for this decision and did not: a defect of the handler, never of the caller. */
function needed<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('the decision needs what the handler reads for it');
  return value;
}
