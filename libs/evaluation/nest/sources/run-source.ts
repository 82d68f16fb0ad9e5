import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import {
  type EditionResult,
  evaluationErrors as errors,
  type EvaluationState,
  inputsHash,
  loadRunInputs,
  type ParkReading,
  pinInputs,
  type RunExtra,
  type RunOutcome,
  type RunParks,
  runParksOf,
  type RunRequest,
  runRequestOf,
  runResult,
  type RunState,
  scoringStatus,
  type StatusFrame,
  statusHash,
} from '#libs/evaluation';
import { DomainError } from '#libs/kernel';
import { type BarReason, currentEngine, engine, hasEngine, type ScoringInput, type ScoringResult } from '#libs/scoring';
import { LedgerSources } from './ledger-sources.js';

/** A run computed from its pins. */
export interface ComputedRun {
  readonly input: ScoringInput;
  readonly result: ScoringResult;
}

/** Reads requests, pins inputs and computes runs; computed runs are kept, for every chunk and every read of one run needs the same. */
@Injectable()
export class RunSource {
  private readonly computed = new LRUCache<string, ComputedRun>({ max: 6 });

  constructor(private readonly sources: LedgerSources) {}

  /** What was asked for, as the evaluation stood at the request. @throws DomainError `evaluation.runIncomplete` */
  async request(
    year: number,
    run: number,
  ): Promise<{ readonly request: RunRequest; readonly parks: RunParks; readonly frame: StatusFrame }> {
    const state = await this.sources.opened(year, run);
    const request = runRequestOf(state, run);
    const scheme = await this.sources.schemeOf(state);
    return { request, parks: runParksOf(state), frame: { year, resultDay: request.resultDay, scheme } };
  }

  /** What the next step of a run must know. */
  async extra(year: number, run: number, step: string): Promise<RunExtra> {
    const [{ request, parks, frame }, { state: now }] = await Promise.all([this.request(year, run), this.sources.evaluation(year)]);
    const superseded = now.phase !== 'closed' || now.requested?.run !== run;
    if (superseded) return { request, superseded };
    if (!hasEngine(request.engineVersion)) throw errors.error('evaluation.engineUnknown', { version: request.engineVersion });
    try {
      if (step === 'pin')
        return { request, superseded, pins: await pinInputs(parks, frame, engine(request.engineVersion), this.sources.readers) };
      const { input, result } = await this.compute(year, run);
      return { request, superseded, result: runResult(input, result) };
    } catch (error) {
      // A refusal by the domain is for good: these inputs can't be scored. Anything else (a store that is away) is tried again.
      if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
      return { request, superseded, failure: { code: error.code, message: error.message } };
    }
  }

  /** Computes a run from what it pinned. @throws DomainError `evaluation.pinBroken`, `evaluation.runIncomplete` */
  async compute(year: number, run: number): Promise<ComputedRun> {
    const [{ request, parks, frame }, state] = await Promise.all([this.request(year, run), this.sources.run(year, run)]);
    if (!state.started) throw errors.error('evaluation.runIncomplete', { run });
    const key = `${year} ${run} ${inputsHash(request, state.pins)}`;
    const known = this.computed.get(key);
    if (known) return known;
    const version = engine(request.engineVersion);
    const input = await loadRunInputs(state.pins, parks, frame, request.rulings, version, this.sources.readers);
    const computed = { input, result: version.score(input) };
    this.computed.set(key, computed);
    return computed;
  }

  /** A published edition, recomputed. @throws DomainError `evaluation.editionUnknown` */
  async edition(year: number, edition: number): Promise<EditionResult & { readonly run: number; readonly recordedHash: string }> {
    const state = await this.sources.opened(year);
    const published = state.published.find((one) => one.edition === edition);
    const proposed = state.proposed?.edition === edition ? state.proposed : undefined;
    const found = published ?? proposed;
    if (!found) throw errors.error('evaluation.editionUnknown', { year, edition });
    return { edition, run: found.run, recordedHash: found.resultHash, ...(await this.compute(year, found.run)) };
  }

  async outcome(year: number, run: number): Promise<RunOutcome> {
    const { started, completed, failed } = await this.sources.run(year, run);
    return {
      run,
      edition: started?.edition ?? 0,
      completed: completed !== null,
      failed: failed ? { code: failed.code, message: failed.message } : null,
      resultHash: completed?.resultHash ?? '',
      outcomeHash: completed?.outcomeHash ?? '',
      ranked: completed?.ranked ?? 0,
      tierA: completed?.tiers.A ?? 0,
      unresolvedTies: completed?.unresolvedTies ?? [],
    };
  }

  /** Every park of the newest run as it stands now, beside what that run pinned. A run that has pinned nothing yet has read nothing. */
  async parkReadings(state: EvaluationState, only?: string): Promise<ParkReading[]> {
    const { requested, year } = state;
    if (!requested) return [];
    const scheme = await this.sources.schemeOf(state);
    const run = await this.sources.run(year, requested.run);
    const frame: StatusFrame = { year, resultDay: requested.resultDay, scheme };
    const parks = runParksOf(state);
    const ids = [...parks.participants, ...parks.exempt].filter((park) => only === undefined || park === only);
    return Promise.all(ids.map((park) => this.parkReading(park, run, frame)));
  }

  private async parkReading(park: string, run: RunState, frame: StatusFrame): Promise<ParkReading> {
    const { state, revision } = await this.sources.readers.park(park);
    const status = scoringStatus(state, frame);
    const pin = run.pins.find(({ stream }) => stream === `park-${park}`);
    const changed = !pin || pin.factsHash !== statusHash(status);
    if (!changed || !pin) return { park, revision, changed, barredSince: [] };
    const before = scoringStatus((await this.sources.readers.park(park, pin.revision)).state, frame);
    return { park, revision, changed, barredSince: barsNow(status, frame).filter((reason) => !barsNow(before, frame).includes(reason)) };
  }
}

/** Why a status bars a park, by the engine's own rules. */
function barsNow(status: ReturnType<typeof scoringStatus>, { year, resultDay, scheme }: StatusFrame): readonly BarReason[] {
  const park = { id: 'park', status, facts: { current: {}, base: {} } };
  const [result] = engine(currentEngine).score({ year, resultDay, scheme, parks: [park], rulings: { ties: [] } }).parks;
  return result?.status === 'barred' ? result.reasons : [];
}
