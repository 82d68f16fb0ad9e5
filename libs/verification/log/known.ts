import { evaluationDecider, type EvaluationState, runId, scoringRunDecider, type RunState } from '#libs/evaluation';
import { schemeDecider } from '#libs/rulebook';
import type { Scheme } from '#libs/scheme';
import type { KnownSchemes } from '../decisions/dossier.js';
import type { Streams } from './streams.js';

/** States of other streams as they stand in the log so far. */
export class Known implements KnownSchemes {
  constructor(private readonly streams: Streams) {}

  /** An adopted scheme; undefined where that hash was not adopted under that id. */
  adopted({ id, hash }: { readonly id: string; readonly hash: string }): Scheme | undefined {
    const { state } = this.streams.load(`scheme-${id}`, schemeDecider.initial);
    return state.status === 'adopted' && state.hash === hash ? state.content : undefined;
  }

  /** Hash of the draft that stands; undefined where the scheme is not known whole. */
  schemeHash(id: string): string | undefined {
    const { state } = this.streams.load(`scheme-${id}`, schemeDecider.initial);
    return state.status === 'none' || !this.isSchemeWhole(id) ? undefined : state.hash;
  }

  isSchemeWhole(id: string): boolean {
    return this.streams.isWhole(`scheme-${id}`);
  }

  evaluation(year: number, upTo?: number): EvaluationState {
    return this.streams.load(evaluationStream(year), evaluationDecider.initial, upTo).state;
  }

  ofEvaluation(year: number): EvaluationState['scheme'] | undefined {
    const { phase, scheme } = this.evaluation(year);
    return phase === 'none' ? undefined : scheme;
  }

  run(year: number, run: number): RunState {
    return this.streams.load(runStream(year, run), scoringRunDecider.initial).state;
  }
}

export const evaluationStream = (year: number): string => `evaluation-${year}`;
export const runStream = (year: number, run: number): string => `scoringRun-${runId(year, run)}`;
