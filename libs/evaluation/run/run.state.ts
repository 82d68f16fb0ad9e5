import type { Recorded } from '#libs/event-sourcing';
import type { Pin, RunEvent, RunEventOf } from './run.events.js';

export type RunStep = 'pin' | 'score' | 'tier' | 'complete';

/** A run as far as it got. */
export interface RunState {
  /** What is to be done next; null once completed or failed. */
  readonly step: RunStep | null;
  /** Chunks of pins so far, and how many there will be (0: unknown). */
  readonly chunks: number;
  readonly pins: readonly Pin[];
  readonly started: RunEventOf<'RunStarted'>['data'] | null;
  readonly parks: readonly RunEventOf<'ParkScored'>['data'][];
  /** Best first. */
  readonly ranking: readonly RunEventOf<'TierAssigned'>['data'][];
  readonly awards: readonly RunEventOf<'AwardProposed'>['data'][];
  readonly completed: RunEventOf<'RunCompleted'>['data'] | null;
  readonly failed: RunEventOf<'RunFailed'>['data'] | null;
}

export const initialRun: RunState = {
  step: 'pin',
  chunks: 0,
  pins: [],
  started: null,
  parks: [],
  ranking: [],
  awards: [],
  completed: null,
  failed: null,
};

export function evolveRun(state: RunState, event: Recorded<RunEvent>): RunState {
  switch (event.type) {
    case 'RunInputsPinned':
      return { ...state, chunks: event.data.chunk, pins: [...state.pins, ...event.data.inputs] };
    case 'RunStarted':
      return { ...state, started: event.data, step: event.data.parks === 0 ? 'complete' : 'score' };
    case 'ParkScored': {
      const parks = [...state.parks, event.data];
      return { ...state, parks, step: parks.length === state.started?.parks ? (rankedOf(parks) === 0 ? 'complete' : 'tier') : 'score' };
    }
    case 'TierAssigned': {
      const ranking = [...state.ranking, event.data];
      return { ...state, ranking, step: ranking.length === rankedOf(state.parks) ? 'complete' : 'tier' };
    }
    case 'AwardProposed':
      return { ...state, awards: [...state.awards, event.data] };
    case 'RunCompleted':
      return { ...state, completed: event.data, step: null };
    case 'RunFailed':
      return { ...state, failed: event.data, step: null };
    default: {
      const unknown: never = event;
      throw new TypeError(`not an event of a run: ${(unknown as RunEvent).type}`);
    }
  }
}

function rankedOf(parks: RunState['parks']): number {
  return parks.filter((park) => park.status === 'ranked').length;
}

/** How far the current step got: a command that names another place comes to nothing. */
export function progressOf(state: RunState): number {
  switch (state.step) {
    case 'pin':
      return state.chunks;
    case 'score':
      return state.parks.length;
    case 'tier':
      return state.ranking.length;
    case 'complete':
    case null:
      return 0;
  }
}
