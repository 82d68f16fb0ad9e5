import type { Static } from '@sinclair/typebox';
import type { Recorded, PersonalField } from '#libs/event-sourcing';
import type { Operator, ParkEvent } from './park.events.js';
import type { RecognitionFacts } from './recognition.events.js';
import { evolveSafety, noSafety, type ParkSafety } from './safety.state.js';

/** A park, or nothing yet. `event` always names the event that supports what it stands beside. */
export type ParkState = { readonly status: 'none' } | Park;

export interface Park {
  /** `ended`: merged into another park or split. Its past years are still judged. */
  readonly status: 'active' | 'ended';
  readonly code: string;
  readonly name: string;
  readonly zone: string;
  readonly county: string;
  readonly operator: Static<typeof Operator>;
  readonly contact?: PersonalField;
  readonly completedOn?: string;
  readonly operatingSince?: string;
  readonly application?: { readonly id: string; readonly facts: RecognitionFacts; readonly event: string };
  /** Oldest first; at most the last is not withdrawn. */
  readonly recognitions: readonly Recognition[];
  readonly transition?: { readonly from: string; readonly until: string; readonly months: number; readonly event: string };
  readonly participation: readonly { readonly year: number; readonly takesPart: boolean; readonly event: string }[];
  readonly predecessors: readonly { readonly park: string; readonly how: Succession; readonly on: string; readonly event: string }[];
  readonly ended?: { readonly how: Succession; readonly on: string; readonly successors: readonly string[]; readonly event: string };
  readonly safety: ParkSafety;
}

export type Succession = 'merged' | 'split';

/** From the day of recognition on; withdrawn from that day on. */
export interface Recognition {
  readonly on: string;
  readonly event: string;
  readonly withdrawn?: { readonly on: string; readonly event: string };
}

export const noPark: ParkState = { status: 'none' };

export function evolvePark(state: ParkState, event: Recorded<ParkEvent>): ParkState {
  if (event.type === 'ParkRegistered') return registered(event);
  const park = state as Park;
  switch (event.type) {
    case 'ParkAmended': {
      const { reason: _reason, document: _document, ...changes } = event.data;
      return { ...park, ...changes };
    }
    case 'ParksMerged': {
      const { from, into, on } = event.data;
      return succeed(park, event.id, 'merged', from, [into], on);
    }
    case 'ParkSplit': {
      const { from, into, on } = event.data;
      return succeed(park, event.id, 'split', from, into, on);
    }
    case 'RecognitionApplied': {
      const { application, facts } = event.data;
      return { ...park, operatingSince: facts.inOperation.since, application: { id: application, facts, event: event.id } };
    }
    case 'ParkRecognised': {
      const { application: _decided, ...rest } = park;
      return { ...rest, recognitions: [...park.recognitions, { on: event.data.on, event: event.id }] };
    }
    case 'RecognitionRefused': {
      const { application: _decided, ...rest } = park;
      return rest;
    }
    case 'RecognitionWithdrawn': {
      const withdrawn = { on: event.data.on, event: event.id };
      return { ...park, recognitions: park.recognitions.map((one) => (one.withdrawn ? one : { ...one, withdrawn })) };
    }
    case 'TransitionGranted': {
      const { from, until, months } = event.data;
      return { ...park, transition: { from, until, months, event: event.id } };
    }
    case 'ParticipationDeclared': {
      const { year, takesPart } = event.data;
      return { ...park, participation: [...park.participation, { year, takesPart, event: event.id }] };
    }
    case 'NestedParkReported':
    case 'NestedParkFound':
    case 'NestedParkDismissed':
    case 'NestedParkCleared':
    case 'AccidentRecorded':
    case 'AccidentGraded':
    case 'AccidentStruck':
    case 'AccidentStatementMade':
    case 'FalseEvidenceProven':
    case 'FalseEvidenceRevoked':
      return { ...park, safety: evolveSafety(park.safety, event) };
    default:
      return event satisfies never;
  }
}

function registered(event: Extract<Recorded<ParkEvent>, { type: 'ParkRegistered' }>): Park {
  const { document: _document, ...data } = event.data;
  return { status: 'active', ...data, recognitions: [], participation: [], predecessors: [], safety: noSafety };
}

/** One succession stands with the same payload in every park's stream: the park that `from` names ends, the others have it as predecessor. */
function succeed(park: Park, event: string, how: Succession, from: string, into: readonly string[], on: string): Park {
  if (park.code === from) return { ...park, status: 'ended', ended: { how, on, successors: into, event } };
  return { ...park, predecessors: [...park.predecessors, { park: from, how, on, event }] };
}
