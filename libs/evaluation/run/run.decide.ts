import type { Decider, DecisionContext } from '#libs/event-sourcing';
import { canonicalJson, sha256 } from '#libs/kernel';
import { evaluationErrors as errors } from '../errors.js';
import { allow } from '../evaluation/guards.js';
import type { Tie } from '../payload.js';
import type { Pin, Rulings, RunEvent, RunEventOf, Tier } from './run.events.js';
import { evolveRun, initialRun, progressOf, type RunState, type RunStep } from './run.state.js';

/** Takes the next step of a run, from the place that it names. Saga. */
export interface AdvanceRun {
  readonly type: 'AdvanceRun';
  readonly edition: number;
  readonly step: RunStep;
  readonly from: number;
}
export type RunCommand = AdvanceRun;

/** What was asked for, as the evaluation's stream says at the revision of the ScoringRequested. */
export interface RunRequest {
  readonly year: number;
  readonly run: number;
  readonly edition: number;
  readonly resultDay: string;
  readonly engineVersion: string;
  readonly scheme: { readonly id: string; readonly hash: string };
  readonly rulings: Rulings;
}

/** A run's whole result, parks in id order and the ranking best first, as libs/scoring gives it. */
export interface RunResult {
  readonly parks: readonly RunEventOf<'ParkScored'>['data'][];
  readonly ranking: readonly { readonly park: string; readonly rank: number; readonly tier: Tier | null; readonly award: string | null }[];
  /** Parks with an accident that is not graded yet, in id order. */
  readonly ungraded: readonly string[];
  readonly resultHash: string;
  readonly unresolvedTies: readonly Tie[];
}

export interface RunExtra {
  readonly request: RunRequest;
  /** A newer run was asked for, or the edition reopened: this one is left as it is. */
  readonly superseded: boolean;
  /** Step pin: every stream that the run reads, in the order of names. */
  readonly pins?: readonly Pin[];
  /** Further steps: the computed result. */
  readonly result?: RunResult;
  /** The inputs can't be computed. */
  readonly failure?: { readonly code: string; readonly message: string };
}

/** Sizes that keep every append far under the store's limit. */
export const runChunks = { pinsAnEvent: 100, eventsOfPins: 10, parksScored: 50, tiersAssigned: 200 } as const;

/** What was published of a result, without the sheets: a notice stands as long as this stays the same (R43). */
export function outcomeHash(result: RunResult): string {
  const barred = result.parks.filter((park) => park.status !== 'ranked').map(({ park, status }) => ({ park, status }));
  const ranked = result.ranking.map(({ park, rank, tier, award }) => ({ park, rank, tier, award }));
  return sha256(canonicalJson({ ranked, barred }));
}

export function inputsHash(request: RunRequest, pins: readonly Pin[]): string {
  const { year, resultDay, engineVersion, scheme, rulings } = request;
  return sha256(canonicalJson({ year, resultDay, engineVersion, scheme, rulings, pins }));
}

function decideRun(command: RunCommand, state: RunState, context: DecisionContext, extra: RunExtra): readonly RunEvent[] {
  allow(context, '计分', 'process');
  if (extra.superseded || command.edition !== extra.request.edition)
    throw errors.error('evaluation.runSuperseded', { run: extra.request.run });
  if (state.step !== command.step || progressOf(state) !== command.from) return [];
  if (extra.failure) return [{ type: 'RunFailed', data: { code: extra.failure.code, message: extra.failure.message } }];
  switch (command.step) {
    case 'pin':
      return pin(state, extra);
    case 'score':
      return resultOf(extra)
        .parks.slice(command.from, command.from + runChunks.parksScored)
        .map((park) => ({ type: 'ParkScored', data: park }));
    case 'tier':
      return resultOf(extra)
        .ranking.slice(command.from, command.from + runChunks.tiersAssigned)
        .map(({ park, rank, tier }) => ({ type: 'TierAssigned', data: { park, rank, tier } }));
    case 'complete':
      return complete(resultOf(extra));
  }
}

function resultOf(extra: RunExtra): RunResult {
  if (!extra.result) throw new TypeError('the decision needs the computed result');
  return extra.result;
}

/** The next chunks of pins; with the last one the run starts. A stream that is pinned stays pinned where it was first read. */
function pin(state: RunState, extra: RunExtra): RunEvent[] {
  const { request, pins } = extra;
  if (!pins) throw new TypeError('the decision needs the pins');
  const pinned = new Set(state.pins.map(({ stream }) => stream));
  const rest = pins.filter(({ stream }) => !pinned.has(stream));
  const of = state.chunks + Math.max(1, Math.ceil(rest.length / runChunks.pinsAnEvent));
  const events: RunEvent[] = [];
  let next = 0;
  for (let chunk = state.chunks + 1; chunk <= of && events.length < runChunks.eventsOfPins; chunk += 1) {
    const inputs = rest.slice(next, next + runChunks.pinsAnEvent);
    next += inputs.length;
    events.push({ type: 'RunInputsPinned', data: { chunk, of, inputs } });
  }
  if (next < rest.length) return events;
  const { year, edition, engineVersion, resultDay, scheme, rulings } = request;
  const all = [...state.pins, ...rest];
  return [
    ...events,
    {
      type: 'RunStarted',
      data: {
        evaluation: year,
        edition,
        engineVersion,
        resultDay,
        scheme,
        rulings,
        parks: all.filter(({ stream }) => stream.startsWith('park-')).length,
        inputsHash: inputsHash(request, all),
      },
    },
  ];
}

/** Awards of tier A, and of those whose tier a tie leaves open; parks without one have no event. */
function complete(result: RunResult): RunEvent[] {
  const ungraded = new Set(result.ungraded);
  const awards = result.ranking
    .filter(({ award }) => award === null || award !== '0')
    .map(({ park, rank, award }): RunEvent => ({
      type: 'AwardProposed',
      data: { park, rank, amount: award, held: ungraded.has(park) ? 'ungradedAccident' : null },
    }));
  const tiers = { A: 0, B: 0, C: 0 };
  for (const { tier } of result.ranking) if (tier) tiers[tier] += 1;
  return [
    ...awards,
    {
      type: 'RunCompleted',
      data: {
        resultHash: result.resultHash,
        outcomeHash: outcomeHash(result),
        ranked: result.ranking.length,
        tiers,
        unresolvedTies: result.unresolvedTies.map(({ parks, blocks }) => ({ parks: [...parks], blocks })),
      },
    },
  ];
}

/** One run of the scoring: `scoringRun-{year}_{n}`. */
export const scoringRunDecider: Decider<RunState, RunCommand, RunEvent, RunExtra> = {
  category: 'scoringRun',
  initial: initialRun,
  evolve: evolveRun,
  decide: decideRun,
};
