import { type EventLine, leafOf } from '#libs/audit-bundle';
import { type DossierState, dossierDecider } from '#libs/dossier';
import {
  evaluationDecider,
  type EvaluationState,
  loadRunInputs,
  type RunReaders,
  runId,
  runParksOf,
  runRequestOf,
  scoringRunDecider,
  type RunState,
} from '#libs/evaluation';
import { type Command, type Decider, type DomainEvent, EventRegistry, type Loaded, type Recorded } from '#libs/event-sourcing';
import { parseStreamName, sha256 } from '#libs/kernel';
import { parkDecider, type ParkState } from '#libs/registry';
import { schemeDecider } from '#libs/rulebook';
import type { Scheme } from '#libs/scheme';
import { engine, type ScoringInput, type ScoringResult } from '#libs/scoring';
import { streamKinds } from '#libs/verification';
import { auditorErrors as errors } from '../errors.js';
import type { Bundle } from '../bundle/bundle.js';
import { BundleLog } from '../bundle/read-log.js';

/** Streams whose events are kept: what a result is computed and explained from. */
const KEPT: ReadonlySet<string> = new Set(['ledger', 'scheme', 'park', 'dossier', 'evaluation', 'scoringRun']);

type Foldable<S> = Pick<Decider<S, Command, never>, 'category' | 'initial'> & { evolve(state: S, event: never): S };

/** A run computed anew from what it pinned. */
export interface ComputedRun {
  readonly input: ScoringInput;
  readonly result: ScoringResult;
}

/**
 * The events of a bundle in memory, to explain and to compute from. Unlike verify, which goes through a log of any length, it holds the events of the kept streams: as much as
 * the unpacked bundle.
 */
export class BundleLedger {
  readonly #streams = new Map<string, EventLine[]>();
  readonly #registry = new EventRegistry(...[...streamKinds.values()].map(({ events }) => events));
  readonly #runs = new Map<string, ComputedRun>();
  readonly log = new BundleLog();

  static async read(bundle: Bundle): Promise<BundleLedger> {
    const ledger = new BundleLedger();
    for await (const line of ledger.log.reading(bundle)) ledger.#take(line);
    return ledger;
  }

  /** Years with an evaluation, in order. */
  get years(): number[] {
    return [...this.#streams.keys()]
      .flatMap((stream) => (stream.startsWith('evaluation-') ? [Number(parseStreamName(stream).id)] : []))
      .sort();
  }

  evaluation(year: number, upTo?: number): EvaluationState {
    return this.#state(evaluationDecider, String(year), upTo).state;
  }

  run(year: number, run: number): RunState {
    return this.#state(scoringRunDecider, runId(year, run)).state;
  }

  dossier(id: string, upTo?: number): DossierState {
    return this.#state(dossierDecider, id, upTo).state;
  }

  park(id: string): ParkState {
    return this.#state(parkDecider, id).state;
  }

  /** Whether a stream stands in the clear up to a revision (−1: it need not be there). */
  isClear(stream: string, upTo = Infinity): boolean {
    const lines = this.#streams.get(stream) ?? [];
    return lines.every(({ form, revision }) => form === 'full' || revision > upTo);
  }

  /** The last event of a stream that is as asked, among those in the clear. */
  find(stream: string, asked: (event: Recorded) => boolean): Recorded | undefined {
    return (this.#streams.get(stream) ?? []).flatMap((line) => (line.form === 'full' ? [this.#recorded(line)] : [])).findLast(asked);
  }

  /** @throws `auditor.withheld` */
  scheme({ id, hash }: { readonly id: string; readonly hash: string }): Scheme {
    const { state } = this.#state(schemeDecider, id);
    if (state.status === 'none' || state.hash !== hash) throw errors.error('auditor.withheld', { what: `scheme-${id}` });
    return state.content;
  }

  /** @throws `auditor.withheld` where an input of the run is; what loadRunInputs throws (`evaluation.pinBroken`) */
  async compute(year: number, run: number): Promise<ComputedRun> {
    const key = runId(year, run);
    const known = this.#runs.get(key);
    if (known) return known;
    for (const [stream, upTo] of [
      [`evaluation-${year}`, run],
      [`scoringRun-${key}`, Infinity],
    ] as const) {
      if (!this.isClear(stream, upTo)) throw errors.error('auditor.withheld', { what: stream });
    }
    const state = this.evaluation(year, run);
    const request = runRequestOf(state, run);
    const { pins } = this.run(year, run);
    const scheme = this.scheme(request.scheme);
    const hidden = pins.find(({ stream, revision }) => !this.isClear(stream, revision));
    if (hidden) throw errors.error('auditor.withheld', { what: hidden.stream });
    const frame = { year, resultDay: request.resultDay, scheme };
    const version = engine(request.engineVersion);
    const input = await loadRunInputs(pins, runParksOf(state), frame, request.rulings, version, this.#readers);
    const computed = { input, result: version.score(input) };
    this.#runs.set(key, computed);
    return computed;
  }

  readonly #readers: RunReaders = {
    park: async (id, upTo) => this.#state(parkDecider, id, upTo),
    dossier: async (id, upTo) => this.#state(dossierDecider, id, upTo),
    leavesHash: async (stream, upTo) =>
      sha256(
        (this.#streams.get(stream) ?? [])
          .slice(0, upTo + 1)
          .map((line) => `${leafOf(line)}\n`)
          .join(''),
      ),
    scheme: () => Promise.reject(new TypeError('schemes are read by id')),
  };

  #take(line: EventLine): void {
    if (!KEPT.has(parseStreamName(line.stream).category)) return;
    const lines = this.#streams.get(line.stream);
    if (lines) lines.push(line);
    else this.#streams.set(line.stream, [line]);
  }

  /** A stream folded up to a revision, withheld events left out: whoever needs all of them asks isClear first. */
  #state<S>(decider: Foldable<S>, id: string, upTo = Infinity): Loaded<S> {
    const lines = (this.#streams.get(`${decider.category}-${id}`) ?? []).filter(({ revision }) => revision <= upTo);
    let state = decider.initial;
    for (const line of lines) if (line.form === 'full') state = decider.evolve(state, this.#recorded(line) as never);
    return { state, revision: lines.at(-1)?.revision ?? -1 };
  }

  #recorded(line: EventLine & { readonly form: 'full' }): Recorded<DomainEvent> {
    return this.#registry.parse({ ...line, position: String(line.index) as never });
  }
}
