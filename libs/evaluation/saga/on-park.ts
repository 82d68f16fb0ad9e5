import type { DomainEvent, Recorded } from '#libs/event-sourcing';
import { type EvaluationTrack, parkChanges, type SagaState } from './saga.state.js';
import { addTask, changeTracks } from './tracks.js';

/** A park's stream may bar it, or lift what keeps collection from closing. */
export function onPark(state: SagaState, park: string, event: Recorded<DomainEvent>): SagaState {
  return changeTracks(state, (track) => {
    const takesPart = track.participants.includes(park);
    if (!takesPart && !track.exempt.includes(park)) return track;
    switch (track.phase) {
      case 'collecting':
        return track;
      case 'closing':
        return takesPart ? lift(track, event.id) : track;
      case 'closed':
      case 'finalised':
        return note(track, park, event);
    }
  });
}

/** With every dossier closed, a missing statement may be all that was missing; otherwise the list of blockers may be shorter now. */
function lift(track: EvaluationTrack, cause: string): EvaluationTrack {
  if (track.dossiers.some((dossier) => dossier.status === 'pending')) return track;
  return track.dossiers.every((dossier) => dossier.status === 'closed') ? { ...track, complete: cause } : { ...track, blockers: cause };
}

function note(track: EvaluationTrack, park: string, event: Recorded<DomainEvent>): EvaluationTrack {
  const kind = parkChanges[event.type];
  if (kind === undefined || outsideWindow(track, event)) return track;
  return addTask(track, {
    category: 'evaluation',
    id: String(track.year),
    command: { type: 'NoteParkChange', park, kind, event: event.id },
    cause: event.id,
  });
}

/** An accident dated before 1 January Y or after the result day can't touch the year (R38). The decision itself looks at the whole status. */
function outsideWindow(track: EvaluationTrack, event: Recorded<DomainEvent>): boolean {
  if (event.type !== 'AccidentRecorded') return false;
  const { date } = event.data as { date?: string };
  return date !== undefined && (date < `${track.year}-01-01` || date > track.resultDay);
}
