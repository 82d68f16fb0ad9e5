import type { EvaluationEvent, EvaluationEventOf } from '#libs/evaluation';
import type { Command, Decider, Recorded } from '#libs/event-sourcing';
import type { IsoInstant } from '#libs/kernel';

/** What an event says, and when it was recorded. */
export type At<T extends EvaluationEvent['type']> = EvaluationEventOf<T>['data'] & { readonly at: IsoInstant };

/** An objection from its lodging to its end. */
export interface ObjectionRecord {
  readonly lodged: At<'ObjectionLodged'>;
  /** The last assignment stands. */
  readonly assigned?: At<'ObjectionAssigned'>;
  readonly answered?: At<'ObjectionAnswered'>;
  readonly resolved?: At<'ObjectionResolved'>;
}

/** What was done about the results of a year, in the order in which it was recorded: everything that documents tell beyond an evaluation's state. */
export interface EvaluationRecord {
  readonly year: number;
  readonly scheme: { readonly id: string; readonly hash: string };
  readonly plans: readonly At<'SiteCheckPlanned'>[];
  readonly checks: readonly At<'SiteCheckRecorded'>[];
  readonly rulings: readonly At<'TieRuled'>[];
  readonly tierCounts: readonly At<'TierCountConfirmed'>[];
  readonly meetings: readonly At<'MeetingRecorded'>[];
  readonly notices: readonly At<'NoticePublished'>[];
  readonly proofs: readonly At<'NoticeProofRecorded'>[];
  readonly conclusions: readonly At<'NoticeConcluded'>[];
  readonly objections: readonly ObjectionRecord[];
  readonly approvals: readonly At<'ResultsApproved'>[];
  readonly finalised: readonly At<'ResultsFinalised'>[];
}

export const noRecord: EvaluationRecord = {
  year: 0,
  scheme: { id: '', hash: '' },
  plans: [],
  checks: [],
  rulings: [],
  tierCounts: [],
  meetings: [],
  notices: [],
  proofs: [],
  conclusions: [],
  objections: [],
  approvals: [],
  finalised: [],
};

/** Adds an event of the evaluation's stream to its record. Events that no document tells of change nothing. */
export function evolveRecord(record: EvaluationRecord, event: Recorded<EvaluationEvent>): EvaluationRecord {
  const at = event.metadata.recordedAt;
  switch (event.type) {
    case 'EvaluationOpened':
      return { ...record, year: event.data.year, scheme: event.data.scheme };
    case 'SiteCheckPlanned':
      return { ...record, plans: [...record.plans, { ...event.data, at }] };
    case 'SiteCheckRecorded':
      return { ...record, checks: [...record.checks, { ...event.data, at }] };
    case 'TieRuled':
      return { ...record, rulings: [...record.rulings, { ...event.data, at }] };
    case 'TierCountConfirmed':
      return { ...record, tierCounts: [...record.tierCounts, { ...event.data, at }] };
    case 'MeetingRecorded':
      return { ...record, meetings: [...record.meetings, { ...event.data, at }] };
    case 'NoticePublished':
      return { ...record, notices: [...record.notices, { ...event.data, at }] };
    case 'ObjectionLodged':
      return { ...record, objections: [...record.objections, { lodged: { ...event.data, at } }] };
    case 'NoticeProofRecorded':
      return { ...record, proofs: [...record.proofs, { ...event.data, at }] };
    case 'NoticeConcluded':
      return { ...record, conclusions: [...record.conclusions, { ...event.data, at }] };
    case 'ObjectionAssigned':
      return changed(record, event.data.objection, { assigned: { ...event.data, at } });
    case 'ObjectionAnswered':
      return changed(record, event.data.objection, { answered: { ...event.data, at } });
    case 'ObjectionResolved':
      return changed(record, event.data.objection, { resolved: { ...event.data, at } });
    case 'ResultsApproved':
      return { ...record, approvals: [...record.approvals, { ...event.data, at }] };
    case 'ResultsFinalised':
      return { ...record, finalised: [...record.finalised, { ...event.data, at }] };
    default:
      return record;
  }
}

function changed(record: EvaluationRecord, id: string, change: Partial<ObjectionRecord>): EvaluationRecord {
  return { ...record, objections: record.objections.map((one) => (one.lodged.objection === id ? { ...one, ...change } : one)) };
}

/** Reads the record off an evaluation's stream. Documents decide nothing. */
export const recordReader: Decider<EvaluationRecord, Command, EvaluationEvent> = {
  category: 'evaluation',
  initial: noRecord,
  evolve: evolveRecord,
  decide: () => {
    throw new TypeError('documents decide nothing');
  },
};
