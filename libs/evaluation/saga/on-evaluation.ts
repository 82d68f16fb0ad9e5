import { dossierId } from '#libs/dossier';
import type { Recorded } from '#libs/event-sourcing';
import type { EvaluationEvent, EvaluationEventOf } from '../evaluation/evaluation.events.js';
import { awardId } from '../payload.js';
import type { DossierTrack, EvaluationTrack, RunTrack, SagaState, Task } from './saga.state.js';
import { addTask, changeDossiers, changeTrack } from './tracks.js';

/** What an event of an evaluation's own stream means for its track. */
export function onEvaluation(state: SagaState, year: number, event: Recorded<EvaluationEvent>): SagaState {
  if (event.type === 'EvaluationOpened') return open(state, event.data.year);
  return changeTrack(state, year, (track) => onTrack(track, event));
}

function open(state: SagaState, year: number): SagaState {
  const track: EvaluationTrack = {
    year,
    edition: 1,
    attempt: 0,
    since: 0,
    phase: 'collecting',
    resultDay: '',
    participants: [],
    exempt: [],
    dossiers: [],
    blockers: null,
    complete: null,
    run: null,
    awards: [],
    tasks: [],
  };
  return { evaluations: [...state.evaluations, track].sort((a, b) => a.year - b.year) };
}

function onTrack(track: EvaluationTrack, event: Recorded<EvaluationEvent>): EvaluationTrack {
  switch (event.type) {
    case 'CollectionClosing':
      return closing(track, event);
    case 'ClosingBlocked':
      return blocked(track, event);
    case 'ClosingAbandoned':
      return abandoned(track, event);
    case 'CollectionClosed':
      return { ...track, phase: 'closed', blockers: null, complete: null };
    case 'ScoringRequested':
      return requested(track, event);
    case 'ResultsFinalised':
      return finalised(track, event);
    case 'EvaluationReopened':
      return reopened(track, event);
    case 'EvaluationOpened':
    case 'AssessmentLocked':
    case 'ScoringFailed':
    case 'ResultsProposed':
    case 'TieRuled':
    case 'TierCountConfirmed':
    case 'SiteCheckPlanned':
    case 'SiteCheckRecorded':
    case 'MeetingRecorded':
    case 'NoticePublished':
    case 'NoticeProofRecorded':
    case 'NoticeConcluded':
    case 'ObjectionLodged':
    case 'ObjectionAssigned':
    case 'ObjectionAnswered':
    case 'ObjectionResolved':
    case 'ResultsApproved':
    case 'BaseYearReopened':
    case 'EditionOutdated':
    case 'EditionKept':
      return track;
    default: {
      const unknown: never = event;
      throw new TypeError(`not an event of an evaluation: ${(unknown as EvaluationEvent).type}`);
    }
  }
}

/** Every dossier that this evaluation does not already hold (from an earlier edition) is to be closed. */
function closing(track: EvaluationTrack, event: Recorded<EvaluationEventOf<'CollectionClosing'>>): EvaluationTrack {
  const { edition, attempt, resultDay, participants, predecessors, exempt } = event.data;
  const held = new Map(track.dossiers.filter((d) => d.status === 'closed').map((d) => [dossierId(d), d]));
  const wanted = participants.flatMap((park) => [
    dossier(park, track.year, 'year', event.id),
    dossier(park, track.year - 1, 'base', event.id),
  ]);
  wanted.push(...predecessors.map((one) => dossier(one.park, track.year - 1, 'base', event.id)));
  const dossiers = wanted.map((want) => held.get(dossierId(want)) ?? want);
  const next: EvaluationTrack = {
    ...track,
    edition,
    attempt,
    since: attempt,
    phase: 'closing',
    resultDay,
    participants,
    exempt: exempt.map(({ park }) => park),
    dossiers,
    blockers: null,
    complete: null,
  };
  // Nothing but the park facts changed since the former edition: every dossier is still held.
  return dossiers.every((d) => d.status === 'closed') ? { ...next, complete: event.id } : next;
}

function dossier(park: string, year: number, use: 'year' | 'base', cause: string): DossierTrack {
  return { park, year, use, status: 'pending', cause, closedIn: 0, closedEdition: 0, clash: false };
}

/** The list is written down. Clashing dossiers go back, which begins the next attempt; they wait until something in one of them changes. */
function blocked(track: EvaluationTrack, event: Recorded<EvaluationEventOf<'ClosingBlocked'>>): EvaluationTrack {
  const { causationId } = event.metadata;
  const { attempt, reopen } = event.data;
  const settled: EvaluationTrack = {
    ...track,
    attempt: reopen.length > 0 ? attempt + 1 : attempt,
    blockers: track.blockers === causationId ? null : track.blockers,
    complete: track.complete === causationId ? null : track.complete,
  };
  const isClashing = (d: DossierTrack): boolean => d.status === 'closed' && reopen.some((r) => r.park === d.park && r.year === d.year);
  const released = settled.dossiers.filter(isClashing);
  const next = changeDossiers(settled, (d) => (isClashing(d) ? { ...d, status: 'blocked', cause: event.id, clash: true } : d));
  return released.reduce((t, d) => addTask(t, release(t, d, event.id, 'clash')), next);
}

/** Gives a dossier back as it was closed: edition and attempt name its hold. */
function release(track: EvaluationTrack, { park, year, closedIn, closedEdition }: DossierTrack, cause: string, reason: string): Task {
  return {
    category: 'dossier',
    id: dossierId({ park, year }),
    command: { type: 'ReleaseDossier', evaluation: track.year, edition: closedEdition, attempt: closedIn, reason },
    cause,
  };
}

/** What this closing closed goes back; what an earlier edition holds stays. */
function abandoned(track: EvaluationTrack, event: Recorded<EvaluationEventOf<'ClosingAbandoned'>>): EvaluationTrack {
  const isOwn = (d: DossierTrack): boolean => d.status === 'closed' && d.closedIn >= track.since;
  const next: EvaluationTrack = changeDossiers({ ...track, phase: 'collecting', blockers: null, complete: null }, (d) =>
    d.status === 'closed' && !isOwn(d) ? d : { ...d, status: 'open' },
  );
  return track.dossiers.filter(isOwn).reduce((t, d) => addTask(t, release(t, d, event.id, event.data.reason)), next);
}

/** The newest request is the only run that matters: an older one is left as it is. */
function requested(track: EvaluationTrack, event: Recorded<EvaluationEventOf<'ScoringRequested'>>): EvaluationTrack {
  const run: RunTrack = {
    run: event.revision,
    edition: event.data.edition,
    engineVersion: event.data.engineVersion,
    step: 'pin',
    from: 0,
    parks: 0,
    ranked: 0,
    cause: event.id,
    awards: [],
  };
  return { ...dropRunTasks(track), run, resultDay: event.data.resultDay };
}

function dropRunTasks(track: EvaluationTrack): EvaluationTrack {
  return { ...track, tasks: track.tasks.filter(({ command }) => command.type !== 'ProposeResults' && command.type !== 'ReportFailedRun') };
}

/** Each award that the edition gives, and each that an earlier edition gave, is settled; one that stays as it is is left alone. */
function finalised(track: EvaluationTrack, event: Recorded<EvaluationEventOf<'ResultsFinalised'>>): EvaluationTrack {
  const { edition, run } = event.data;
  const given = track.run?.run === run ? track.run.awards : [];
  const parks = [...new Set([...given.map(({ park }) => park), ...track.awards.map(({ park }) => park)])].sort();
  const next: EvaluationTrack = { ...track, phase: 'finalised' };
  return parks.reduce((t, park) => {
    const award = given.find((a) => a.park === park);
    const amount = award?.amount ?? '0';
    const held = award?.held ?? null;
    const known = t.awards.find((a) => a.park === park);
    if (known && known.amount === amount && known.held === held && known.proposal === null) return t;
    return addTask(t, {
      category: 'award',
      id: awardId(park, t.year),
      command: { type: 'SettleAward', edition, run, rank: award?.rank ?? null, amount, held },
      cause: event.id,
    });
  }, next);
}

/** The listed dossiers are sent back; the others stay held. A run that was under way is superseded. */
function reopened(track: EvaluationTrack, event: Recorded<EvaluationEventOf<'EvaluationReopened'>>): EvaluationTrack {
  const { edition, reason, document, dossiers } = event.data;
  const next: EvaluationTrack = { ...dropRunTasks(track), edition, phase: 'collecting', run: null, blockers: null, complete: null };
  return dossiers.reduce(
    (t, { park, year }) =>
      addTask(t, {
        category: 'dossier',
        id: dossierId({ park, year }),
        command: { type: 'ReopenDossier', evaluation: t.year, edition, reason, document },
        cause: event.id,
      }),
    next,
  );
}
