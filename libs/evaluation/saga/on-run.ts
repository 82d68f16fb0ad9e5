import type { Recorded } from '#libs/event-sourcing';
import { parseRunId } from '../payload.js';
import { runChunks } from '../run/run.decide.js';
import type { RunEvent } from '../run/run.events.js';
import type { EvaluationTrack, RunTrack, SagaState } from './saga.state.js';
import { addTask, changeTrack } from './tracks.js';

/** How far a run got. Only the last event of an append asks for the next step, so that one chunk is one command. */
export function onRun(state: SagaState, id: string, event: Recorded<RunEvent>): SagaState {
  const { year, run } = parseRunId(id);
  return changeTrack(state, year, (track) => (track.run?.run === run ? onTrack(track, track.run, event) : track));
}

function onTrack(track: EvaluationTrack, run: RunTrack, event: Recorded<RunEvent>): EvaluationTrack {
  const is = (change: Partial<RunTrack>): EvaluationTrack => ({ ...track, run: { ...run, ...change } });
  switch (event.type) {
    case 'RunInputsPinned': {
      const { chunk, of } = event.data;
      const more = chunk < of && chunk % runChunks.eventsOfPins === 0;
      return is({ from: chunk, cause: more ? event.id : null });
    }
    case 'RunStarted': {
      const { parks } = event.data;
      return is({ step: parks === 0 ? 'complete' : 'score', from: 0, parks, cause: event.id });
    }
    case 'ParkScored': {
      const from = run.from + 1;
      const ranked = run.ranked + (event.data.status === 'ranked' ? 1 : 0);
      if (from === run.parks) return is({ step: ranked === 0 ? 'complete' : 'tier', from: 0, ranked, cause: event.id });
      return is({ from, ranked, cause: from % runChunks.parksScored === 0 ? event.id : null });
    }
    case 'TierAssigned': {
      const from = run.from + 1;
      if (from === run.ranked) return is({ step: 'complete', from: 0, cause: event.id });
      return is({ from, cause: from % runChunks.tiersAssigned === 0 ? event.id : null });
    }
    case 'AwardProposed':
      return is({ awards: [...run.awards, event.data], cause: null });
    case 'RunCompleted':
      return report({ ...track, run: { ...run, step: null, cause: null } }, 'ProposeResults', event.id);
    case 'RunFailed':
      return report({ ...track, run: { ...run, step: null, cause: null } }, 'ReportFailedRun', event.id);
    default: {
      const unknown: never = event;
      throw new TypeError(`not an event of a run: ${(unknown as RunEvent).type}`);
    }
  }
}

function report(track: EvaluationTrack, type: 'ProposeResults' | 'ReportFailedRun', cause: string): EvaluationTrack {
  if (!track.run) return track;
  const { edition, run } = track.run;
  return addTask(track, { category: 'evaluation', id: String(track.year), command: { type, edition, run }, cause });
}
