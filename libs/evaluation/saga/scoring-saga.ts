import { dossierId } from '#libs/dossier';
import type { DomainEvent, LogEntry, Process, ProcessCommand, Recorded } from '#libs/event-sourcing';
import { parseStreamName } from '#libs/kernel';
import type { AwardEvent } from '../award/award.events.js';
import type { EvaluationEvent } from '../evaluation/evaluation.events.js';
import { runId } from '../payload.js';
import type { RunEvent } from '../run/run.events.js';
import { onAward } from './on-award.js';
import { onDossier } from './on-dossier.js';
import { onEvaluation } from './on-evaluation.js';
import { onPark } from './on-park.js';
import { onRefusal } from './on-refusal.js';
import { onRun } from './on-run.js';
import type { SagaCommand } from './saga.commands.js';
import { type EvaluationTrack, initialSaga, type SagaState } from './saga.state.js';
import { strikeOut } from './tracks.js';

export const SCORING_SAGA = 'scoring';

/**
 * The scoring saga (DESIGN §7) as a pure fold of the log: closing → run → proposal, finalised edition → awards, park changes → new run or outdated
 * edition, reopened dossiers → the other evaluations. `engines` are the versions that this node can run: any other run is left alone.
 */
export function scoringSaga(engines: readonly string[]): Process<SagaState, SagaCommand> {
  return {
    name: SCORING_SAGA,
    version: 1,
    initial: initialSaga,
    evolve: (state, entry: LogEntry<DomainEvent>) => evolve(strikeOut(state, entry.event), entry.event),
    wanted: (state) => state.evaluations.flatMap((track) => wantedOf(track, engines)),
  };
}

function evolve(state: SagaState, event: Recorded<DomainEvent>): SagaState {
  const { category, id } = parseStreamName(event.stream);
  switch (category) {
    case 'evaluation':
      return onEvaluation(state, Number.parseInt(id, 10), event as Recorded<EvaluationEvent>);
    case 'dossier':
      return onDossier(state, id, event);
    case 'park':
      return onPark(state, id, event);
    case 'scoringRun':
      return onRun(state, id, event as Recorded<RunEvent>);
    case 'award':
      return onAward(state, id, event as Recorded<AwardEvent>);
    case 'process':
      return onRefusal(state, SCORING_SAGA, event);
    default:
      return state;
  }
}

function wantedOf(track: EvaluationTrack, engines: readonly string[]): ProcessCommand<SagaCommand>[] {
  const { year, edition, attempt } = track;
  const own = { category: 'evaluation', id: String(year) };
  const tasks = track.tasks.map(({ category, id, command, cause }) => ({ category, id, command, causedBy: cause }));
  const closes =
    track.phase !== 'closing'
      ? []
      : track.dossiers
          .filter((dossier) => dossier.status === 'pending')
          .map(({ park, year: of, use, cause }): ProcessCommand<SagaCommand> => ({
            category: 'dossier',
            id: dossierId({ park, year: of }),
            command: { type: 'CloseDossier', evaluation: year, edition, attempt, use },
            causedBy: cause,
          }));
  const closing: ProcessCommand<SagaCommand>[] = [];
  // A dossier that still goes back must be open before what blocks is read again.
  if (tasks.length === 0 && closes.length === 0) {
    if (track.blockers) closing.push({ ...own, command: { type: 'RecordBlockers', edition, attempt }, causedBy: track.blockers });
    if (track.complete) closing.push({ ...own, command: { type: 'CompleteClosing', edition, attempt }, causedBy: track.complete });
  }
  return [...tasks, ...closes, ...closing, ...nextStep(track, engines)];
}

function nextStep({ year, run }: EvaluationTrack, engines: readonly string[]): ProcessCommand<SagaCommand>[] {
  if (!run?.cause || run.step === null || !engines.includes(run.engineVersion)) return [];
  const { edition, step, from } = run;
  return [{ category: 'scoringRun', id: runId(year, run.run), command: { type: 'AdvanceRun', edition, step, from }, causedBy: run.cause }];
}
