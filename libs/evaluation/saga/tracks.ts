import type { DomainEvent, Recorded } from '#libs/event-sourcing';
import { parseStreamName } from '#libs/kernel';
import type { DossierTrack, EvaluationTrack, SagaState, Task } from './saga.state.js';

/** Replaces the track of one year; a year without a track stays without. */
export function changeTrack(state: SagaState, year: number, change: (track: EvaluationTrack) => EvaluationTrack): SagaState {
  return { evaluations: state.evaluations.map((track) => (track.year === year ? change(track) : track)) };
}

/** Applies a change to every track; tracks that it leaves alone stay the same objects. */
export function changeTracks(state: SagaState, change: (track: EvaluationTrack) => EvaluationTrack): SagaState {
  const evaluations = state.evaluations.map(change);
  return evaluations.every((track, i) => track === state.evaluations[i]) ? state : { evaluations };
}

export function changeDossiers(track: EvaluationTrack, change: (dossier: DossierTrack) => DossierTrack): EvaluationTrack {
  const dossiers = track.dossiers.map(change);
  return dossiers.every((dossier, i) => dossier === track.dossiers[i]) ? track : { ...track, dossiers };
}

/** Adds a task; a target has each command at most once for one cause. */
export function addTask(track: EvaluationTrack, task: Task): EvaluationTrack {
  return { ...track, tasks: [...track.tasks, task] };
}

/** Strikes out the tasks that an event is the outcome of: it stands in their target and answers their cause. */
export function strikeOut(state: SagaState, event: Recorded<DomainEvent>): SagaState {
  const { category, id } = parseStreamName(event.stream);
  return dropTasks(state, (task) => task.cause === event.metadata.causationId && task.category === category && task.id === id);
}

export function dropTasks(state: SagaState, drop: (task: Task) => boolean): SagaState {
  return changeTracks(state, (track) => (track.tasks.some(drop) ? { ...track, tasks: track.tasks.filter((task) => !drop(task)) } : track));
}

/**
 * What follows once no close is pending: with every dossier closed the closing is to be completed, otherwise what blocks is to be written down.
 * `cause` is the event that settled the last one.
 */
export function settleClosing(track: EvaluationTrack, cause: string): EvaluationTrack {
  if (track.phase !== 'closing' || track.dossiers.some((dossier) => dossier.status === 'pending')) return track;
  return track.dossiers.every((dossier) => dossier.status === 'closed')
    ? { ...track, complete: cause, blockers: null }
    : { ...track, blockers: cause, complete: null };
}
