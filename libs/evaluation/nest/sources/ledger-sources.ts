import { Inject, Injectable } from '@nestjs/common';
import { EventStoreToken } from '#libs/event-sourcing/nest';
import {
  evaluationDecider,
  type EvaluationState,
  ledgerReaders,
  type RunReaders,
  scoringRunDecider,
  type RunState,
  runId,
} from '#libs/evaluation';
import { ERASURE_ID, erasedIn, erasureDecider } from '#libs/erasure';
import { CommandRunner, type Loaded } from '#libs/event-sourcing';
import type { EventStore } from '#libs/event-store';
import { schemeDecider } from '#libs/rulebook';
import type { Scheme } from '#libs/scheme';
import { evaluationErrors as errors } from '#libs/evaluation';

/** Streams of this and other contexts, folded at known revisions; what decisions may trust. */
@Injectable()
export class LedgerSources {
  readonly readers: RunReaders;
  private readonly schemes = new Map<string, Scheme>();

  constructor(
    readonly runner: CommandRunner,
    @Inject(EventStoreToken) readonly store: EventStore,
  ) {
    this.readers = ledgerReaders(runner, store, () => Promise.reject(new Error('schemes are read by id')));
  }

  evaluation(year: number, upTo?: number): Promise<Loaded<EvaluationState>> {
    return this.runner.load(evaluationDecider, String(year), upTo);
  }

  /** @throws DomainError `evaluation.notOpen` */
  async opened(year: number, upTo?: number): Promise<EvaluationState> {
    const { state } = await this.evaluation(year, upTo);
    if (state.phase === 'none') throw errors.error('evaluation.notOpen', { year });
    return state;
  }

  async run(year: number, run: number): Promise<RunState> {
    return (await this.runner.load(scoringRunDecider, runId(year, run))).state;
  }

  /** Hashes of the files that were erased up to now: what a sheet refers to there can't be opened any more. */
  async erasedFiles(): Promise<ReadonlySet<string>> {
    const { state } = await this.runner.load(erasureDecider, ERASURE_ID);
    return new Set(erasedIn(state).files.keys());
  }

  /** An adopted scheme by its id; undefined where there is none. */
  async adopted(id: string): Promise<{ readonly id: string; readonly hash: string; readonly content: Scheme } | undefined> {
    const { state } = await this.runner.load(schemeDecider, id);
    if (state.status !== 'adopted') return undefined;
    this.schemes.set(state.hash, state.content);
    return { id, hash: state.hash, content: state.content };
  }

  /** The scheme that an evaluation was opened under: adopted is for ever. */
  async schemeOf({ scheme }: Pick<EvaluationState, 'scheme'>): Promise<Scheme> {
    const known = this.schemes.get(scheme.hash);
    if (known) return known;
    const adopted = await this.adopted(scheme.id);
    if (adopted?.hash !== scheme.hash) throw errors.error('evaluation.schemeUnknown', { scheme: scheme.id });
    return adopted.content;
  }
}
