import { dossierId, parseDossierId } from '#libs/dossier';
import type { DomainEvent, Recorded } from '#libs/event-sourcing';
import { type DossierRef } from '../payload.js';
import type { DossierTrack, EvaluationTrack, SagaState } from './saga.state.js';
import { addTask, changeDossiers, changeTracks, settleClosing } from './tracks.js';

interface Closed {
  readonly evaluation: number;
  readonly edition: number;
  readonly attempt: number;
}
interface Reopened {
  readonly evaluation: number;
  readonly edition: number;
  readonly released: readonly number[];
}

/** What an event of a dossier means for the closings that wait for it and for the evaluations that held it. */
export function onDossier(state: SagaState, id: string, event: Recorded<DomainEvent>): SagaState {
  const dossier = parseDossierId(id);
  switch (event.type) {
    case 'DossierClosed': {
      const closed = event.data as Closed;
      return changeTracks(state, (track) => (track.year === closed.evaluation ? onClosed(track, dossier, closed, event.id) : track));
    }
    case 'DossierReopened': {
      const reopened = event.data as Reopened;
      return changeTracks(state, (track) => onReopened(track, dossier, reopened, event.id));
    }
    default:
      return changeTracks(state, (track) => lift(track, dossier, event.id));
  }
}

const is = (d: DossierTrack, { park, year }: DossierRef): boolean => d.park === park && d.year === year;

function onClosed(track: EvaluationTrack, dossier: DossierRef, closed: Closed, eventId: string): EvaluationTrack {
  const current = track.phase === 'closing' && closed.attempt === track.attempt;
  if (current) {
    const next = changeDossiers(track, (d) =>
      is(d, dossier) ? { ...d, status: 'closed', closedIn: closed.attempt, closedEdition: closed.edition, clash: false } : d,
    );
    return settleClosing(next, eventId);
  }
  // A close that overtook the abandoning of its attempt: a new attempt closes it for itself, otherwise it goes back.
  if (track.phase === 'closing') {
    return changeDossiers(track, (d) => (is(d, dossier) && d.status !== 'closed' ? { ...d, status: 'pending', cause: eventId } : d));
  }
  return addTask(track, {
    category: 'dossier',
    id: dossierId(dossier),
    command: { type: 'ReleaseDossier', evaluation: track.year, edition: closed.edition, attempt: closed.attempt, reason: '该次截止已结束' },
    cause: eventId,
  });
}

/**
 * The dossier is open again. A closing that had it closed waits for what the correction brings, rather than closing it again at once; an evaluation
 * whose collection is closed is told where another one reopened it.
 */
function onReopened(track: EvaluationTrack, dossier: DossierRef, reopened: Reopened, eventId: string): EvaluationTrack {
  if (!reopened.released.includes(track.year)) return track;
  const next = changeDossiers(track, (d) =>
    is(d, dossier) && d.status === 'closed' ? { ...d, status: track.phase === 'closing' ? 'blocked' : 'open' } : d,
  );
  if (track.phase === 'closing') return next === track ? track : settleClosing(next, eventId);
  if (track.phase === 'collecting' || reopened.evaluation === track.year) return next;
  return addTask(next, {
    category: 'evaluation',
    id: String(track.year),
    command: { type: 'NoteReopenedDossier', dossier, byEvaluation: reopened.evaluation, edition: reopened.edition },
    cause: eventId,
  });
}

/** Something changed in a dossier: a refused close is tried again, and so is every close that a clash hinders. */
function lift(track: EvaluationTrack, dossier: DossierRef, eventId: string): EvaluationTrack {
  if (track.phase !== 'closing' || !track.dossiers.some((d) => is(d, dossier))) return track;
  return changeDossiers(track, (d) => {
    const waits = is(d, dossier) ? d.status === 'blocked' || d.status === 'pending' : d.status === 'blocked' && d.clash;
    return waits ? { ...d, status: 'pending', cause: eventId, clash: false } : d;
  });
}
