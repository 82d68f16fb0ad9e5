import { parseDossierId } from '#libs/dossier';
import type { DomainEvent, Recorded } from '#libs/event-sourcing';
import type { SagaState } from './saga.state.js';
import { changeDossiers, changeTrack, changeTracks, dropTasks, settleClosing } from './tracks.js';

interface Outcome {
  readonly process: string;
  readonly category: string;
  readonly id: string;
  readonly commandType: string;
  readonly causedBy: string;
  readonly code: string;
  readonly faults: readonly { readonly code: string }[];
}

/** Code of the runner's refusal where a command decided nothing. */
const NOTHING = 'process.nothingToDo';

/** A command of this process was refused, or failed for good. It answers its cause only: a newer event's command is still to be sent. */
export function onRefusal(state: SagaState, name: string, event: Recorded<DomainEvent>): SagaState {
  const outcome = event.data as Outcome;
  if (outcome.process !== name) return state;
  const { category, id, commandType, causedBy } = outcome;
  switch (commandType) {
    case 'CloseDossier':
      return closeRefused(state, outcome, event.id);
    case 'RecordBlockers':
    case 'CompleteClosing':
      return changeTrack(state, Number.parseInt(id, 10), (track) => ({
        ...track,
        blockers: track.blockers === causedBy ? null : track.blockers,
        complete: track.complete === causedBy ? null : track.complete,
      }));
    case 'AdvanceRun':
      return changeTracks(state, (track) => (track.run?.cause === causedBy ? { ...track, run: { ...track.run, cause: null } } : track));
    default:
      return dropTasks(
        state,
        (task) => task.cause === causedBy && task.category === category && task.id === id && task.command.type === commandType,
      );
  }
}

/** The dossier stays open and waits for an event that may lift what blocks it. Already held by this evaluation counts as closed. */
function closeRefused(state: SagaState, outcome: Outcome, eventId: string): SagaState {
  const { park, year } = parseDossierId(outcome.id);
  const clash = outcome.code.toLowerCase().includes('clash') || outcome.faults.some(({ code }) => code.toLowerCase().includes('clash'));
  return changeTracks(state, (track) => {
    const next = changeDossiers(track, (d) => {
      if (d.park !== park || d.year !== year || d.status !== 'pending' || d.cause !== outcome.causedBy) return d;
      return outcome.code === NOTHING
        ? { ...d, status: 'closed', closedIn: track.attempt, closedEdition: track.edition }
        : { ...d, status: 'blocked', clash };
    });
    return next === track ? track : settleClosing(next, eventId);
  });
}
