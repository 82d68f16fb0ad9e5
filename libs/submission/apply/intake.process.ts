import { dossierId } from '#libs/dossier';
import type { DomainEvent, Process, ProcessCommand, Recorded } from '#libs/event-sourcing';
import { parseStreamName } from '#libs/kernel';
import type { CompleteSubmission } from '../stream/submission.commands.js';
import { changes } from '../stream/submission.decider.js';
import type { SubmissionEvent } from '../stream/submission.events.js';
import { accepterOf } from '../stream/submission.state.js';
import type { IntakeState, ItemOutcome, Track, TrackedItem } from './intake.state.js';

export const INTAKE = 'intake';

/** Says which submission's part a dossier (or a park) is to get; its receiver reads the lines from the file again. */
export interface ApplySubmission {
  readonly type: 'ApplySubmission';
  readonly submission: string;
}

/**
 * Applies accepted submissions: one command to each dossier, in the name of who accepted, then the record that all is done. Every outcome stands in the log as an event
 * that answers the acceptance, or as a refusal of this process: so nothing is done twice, whoever is killed.
 */
export const intake: Process<IntakeState, ApplySubmission | CompleteSubmission> = {
  name: INTAKE,
  version: 1,
  initial: { tracks: [] },
  evolve(state, { event }) {
    const { category, id } = parseStreamName(event.stream);
    switch (category) {
      case 'submission':
        return onSubmission(state, id, event as Recorded<SubmissionEvent>);
      case 'dossier':
      case 'park':
        return settle(state, { cause: event.metadata.causationId, category, id }, 'applied');
      case 'process':
        return id === INTAKE ? onRefusal(state, event) : state;
      default:
        return state;
    }
  },
  wanted: ({ tracks }) => tracks.flatMap(wantedOf),
};

function wantedOf({ submission, cause, by, items }: Track): ProcessCommand<ApplySubmission | CompleteSubmission>[] {
  const pending = items.filter(({ outcome }) => outcome === null);
  if (pending.length > 0) {
    return pending.map(({ category, id }) => ({
      category,
      id,
      command: { type: 'ApplySubmission', submission },
      causedBy: cause,
      onBehalfOf: by,
    }));
  }
  return [{ category: 'submission', id: submission, command: completion(items), causedBy: cause }];
}

function completion(items: readonly TrackedItem[]): CompleteSubmission {
  return {
    type: 'CompleteSubmission',
    applied: items.flatMap(({ park, year, outcome }) => (outcome === 'applied' ? [{ park, year }] : [])),
    refused: items.flatMap(({ park, year, outcome }) =>
      outcome === null || outcome === 'applied' ? [] : [{ park, year, code: outcome.code, message: outcome.message }],
    ),
  };
}

function onSubmission(state: IntakeState, submission: string, event: Recorded<SubmissionEvent>): IntakeState {
  switch (event.type) {
    case 'SubmissionAccepted': {
      const items = event.data.items.filter(changes).map(({ park, year, statement }): TrackedItem => ({
        park,
        year,
        ...(statement === undefined ? { category: 'dossier', id: dossierId({ park, year }) } : { category: 'park', id: park }),
        outcome: null,
      }));
      return { tracks: [...state.tracks, { submission, cause: event.id, by: accepterOf(event), items }] };
    }
    case 'SubmissionApplied':
      return drop(state, submission);
    case 'SubmissionReceived':
    case 'SubmissionRejected':
    case 'SubmissionWithdrawn':
      return state;
    default:
      return event satisfies never;
  }
}

interface Refusal {
  readonly category: string;
  readonly id: string;
  readonly causedBy: string;
  readonly code: string;
  readonly message: string;
}

/** A dossier's refusal is that item's outcome. The completion itself can only be refused where another node was quicker. */
function onRefusal(state: IntakeState, event: Recorded<DomainEvent>): IntakeState {
  const { category, id, causedBy, code, message } = event.data as Refusal;
  if (category === 'submission') return drop(state, id);
  return settle(state, { cause: causedBy, category, id }, { code, message });
}

/**
 * An item's outcome. Of two nodes one may have been refused a moment before the other succeeded: done is done. Once the last item has its outcome none is changed, so that
 * every node completes a submission alike.
 */
function settle(
  state: IntakeState,
  { cause, category, id }: { readonly cause: string; readonly category: string; readonly id: string },
  outcome: Exclude<ItemOutcome, null>,
): IntakeState {
  const track = state.tracks.find((one) => one.cause === cause);
  if (!track?.items.some((item) => item.outcome === null)) return state;
  const isMeant = (item: TrackedItem): boolean =>
    item.category === category && item.id === id && (item.outcome === null || (item.outcome !== 'applied' && outcome === 'applied'));
  if (!track.items.some(isMeant)) return state;
  const items = track.items.map((item) => (isMeant(item) ? { ...item, outcome } : item));
  return { tracks: state.tracks.map((one) => (one === track ? { ...track, items } : one)) };
}

function drop(state: IntakeState, submission: string): IntakeState {
  return { tracks: state.tracks.filter((track) => track.submission !== submission) };
}
