import type { Recorded } from '#libs/event-sourcing';
import { dayInChina } from '#libs/kernel';
import type { EvaluationEventOf, ObjectionOffice } from './evaluation.events.js';

export interface Notice {
  readonly edition: number;
  readonly outcomeHash: string;
  readonly from: string;
  readonly until: string;
  /** Where it was published, and from which day on. */
  readonly proofs: readonly { readonly where: string; readonly on: string }[];
  /** Objections that came while it ran. */
  readonly objections: number;
  readonly concluded: boolean;
}

export interface Objection {
  readonly objection: string;
  readonly edition: number;
  readonly park: string;
  readonly lodgedOn: string;
  readonly open: boolean;
  readonly assigned: { readonly office: ObjectionOffice; readonly on: string; readonly due: string | null } | null;
  readonly answered: { readonly office: ObjectionOffice; readonly on: string; readonly founded: boolean } | null;
  readonly resolved: { readonly on: string; readonly upheld: boolean } | null;
}

/** What of an evaluation's state is about its notice. */
export interface NoticeState {
  readonly notice: Notice | null;
  readonly objections: readonly Objection[];
}

type NoticeEvent = EvaluationEventOf<
  | 'NoticePublished'
  | 'NoticeProofRecorded'
  | 'NoticeConcluded'
  | 'ObjectionLodged'
  | 'ObjectionAssigned'
  | 'ObjectionAnswered'
  | 'ObjectionResolved'
>;
type Change = Partial<NoticeState>;

/** What the notice and the objections to it are after an event. */
export function evolveNotice(state: NoticeState, event: Recorded<NoticeEvent>): Change {
  const on = dayInChina(event.metadata.recordedAt);
  switch (event.type) {
    case 'NoticePublished': {
      const { edition, outcomeHash, from, until } = event.data;
      return { notice: { edition, outcomeHash, from, until, proofs: [], objections: 0, concluded: false } };
    }
    case 'NoticeProofRecorded': {
      const { where, on: since } = event.data;
      return changeNotice(state, (notice) => ({ ...notice, proofs: [...notice.proofs, { where, on: since }] }));
    }
    case 'NoticeConcluded':
      return changeNotice(state, (notice) => ({ ...notice, concluded: true }));
    case 'ObjectionLodged': {
      const { objection, edition, park } = event.data;
      const lodged: Objection = { objection, edition, park, lodgedOn: on, open: true, assigned: null, answered: null, resolved: null };
      return {
        ...changeNotice(state, (notice) => ({ ...notice, objections: notice.objections + 1 })),
        objections: [...state.objections, lodged],
      };
    }
    case 'ObjectionAssigned': {
      const { objection, office, due } = event.data;
      return changeObjection(state, objection, { assigned: { office, on, due }, answered: null });
    }
    case 'ObjectionAnswered': {
      const { objection, office, founded } = event.data;
      return changeObjection(state, objection, { answered: { office, on, founded } });
    }
    case 'ObjectionResolved':
      return changeObjection(state, event.data.objection, { open: false, resolved: { on, upheld: event.data.upheld } });
  }
}

function changeNotice({ notice }: NoticeState, change: (notice: Notice) => Notice): Change {
  return notice ? { notice: change(notice) } : {};
}

function changeObjection({ objections }: NoticeState, objection: string, change: Partial<Objection>): Change {
  return { objections: objections.map((known) => (known.objection === objection ? { ...known, ...change } : known)) };
}
