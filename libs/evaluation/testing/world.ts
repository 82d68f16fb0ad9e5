import { dossierId, parseDossierId } from '#libs/dossier';
import type { Decider, DomainEvent, ProcessCommand, Recorded } from '#libs/event-sourcing';
import { HandMadeLog, uuid } from '#libs/event-sourcing/testing';
import { type Caller, deriveId, DomainError, streamName } from '#libs/kernel';
import { awardDecider, type AwardExtra } from '../award/award.decide.js';
import type { EvaluationCommand, EvaluationExtra, Readiness } from '../evaluation/evaluation.commands.js';
import { evaluationDecider } from '../evaluation/evaluation.decide.js';
import type { EvaluationState } from '../evaluation/evaluation.state.js';
import { parseRunId, runId } from '../payload.js';
import { type RunExtra, type RunResult, scoringRunDecider } from '../run/run.decide.js';
import { SCORING_SAGA } from '../saga/scoring-saga.js';
import type { SagaCommand } from '../saga/saga.commands.js';
import { noStep } from './rules.js';

const hash = 'ab'.repeat(32);
export const processCaller: Caller = { account: 'process:scoring', role: 'process' };
export const taskForce: Caller = { account: 'tf-1', role: 'taskForce', department: 'taskForce' };
export const document = { hash, title: '文件', number: '六政〔2024〕1号', date: '2024-02-01' };
const at = '2025-06-03T01:00:00.000Z';

/** A dossier as the saga's decisions see it: complete or not, and who holds it. */
interface FakeDossier {
  readonly complete: boolean;
  readonly holds: readonly { evaluation: number; edition: number; attempt: number }[];
}

/**
 * The ledger in small: evaluations, runs and awards decided by the real deciders, dossiers by a model of theirs, and the saga's commands executed as the
 * command runner does: once by command id, refusals recorded in the process' stream, the cause in the metadata.
 */
export class World {
  readonly log = new HandMadeLog();
  /** Parks in the order of their totals; awards by rank. */
  results: readonly string[] = ['p1', 'p2', 'p3'];
  awards: readonly string[] = ['100', '80', '0'];
  ungraded: readonly string[] = [];
  participants: readonly string[] = ['p1', 'p2', 'p3'];
  clashing: readonly { park: string; year: number }[] = [];
  statementsMissing: readonly string[] = [];
  failure: { code: string; message: string } | undefined;
  /** Whether a park's event alters its status for the year. */
  changed = true;
  readonly #done = new Set<string>();

  /** Records an event that is nobody's answer. */
  happens(category: string, id: string, type: string, data: unknown = {}): string {
    const [entry] = this.log.append(category, id, { event: { type, data } });
    if (!entry) throw new Error('nothing was appended');
    return entry.event.id;
  }

  /** A person's command to an evaluation. */
  order(year: number, command: EvaluationCommand, extra: EvaluationExtra = {}, caller: Caller = taskForce): void {
    const events = this.decideEvaluation(year, command, caller, extra);
    this.log.append('evaluation', String(year), ...events.map((event) => ({ event, at })));
  }

  openAndClose(year: number, evenIfBlocked = false): void {
    if (this.evaluation(year).phase === 'none') {
      this.order(year, { type: 'OpenEvaluation', year, scheme: 's' }, { adopted: { id: 's', hash, fits: true } });
    }
    this.order(year, { type: 'CloseCollection', resultDay: `${year + 1}-09-30`, evenIfBlocked });
  }

  complete(...dossiers: string[]): void {
    for (const id of dossiers) this.happens('dossier', id, 'FactVerified');
  }

  completeAll(year: number): void {
    this.complete(...this.participants.flatMap((park) => [dossierId({ park, year }), dossierId({ park, year: year - 1 })]));
  }

  /** What the command runner does with a command of the saga. */
  execute(command: ProcessCommand<SagaCommand>): void {
    const commandId = deriveId(uuid('process'), command.causedBy, command.command.type, command.category, command.id);
    if (this.#done.has(commandId)) return;
    this.#done.add(commandId);
    try {
      const events = this.decide(command);
      if (events.length === 0) return this.refuse(command, commandId, 'process.nothingToDo');
      this.log.append(
        command.category,
        command.id,
        ...events.map((event) => ({ event, at, commandId: command.causedBy, caller: processCaller })),
      );
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.refuse(command, commandId, error.code, error.faults);
    }
  }

  private refuse(
    { category, id, command, causedBy }: ProcessCommand<SagaCommand>,
    commandId: string,
    code: string,
    faults: readonly { code: string }[] = [],
  ): void {
    const data = {
      process: SCORING_SAGA,
      commandId,
      category,
      id,
      commandType: command.type,
      causedBy,
      code,
      message: code,
      faults,
      faultsLeftOut: 0,
    };
    this.log.append('process', SCORING_SAGA, { event: { type: 'ProcessCommandRefused', data }, commandId: causedBy });
  }

  private decide({ category, id, command }: ProcessCommand<SagaCommand>): readonly DomainEvent[] {
    switch (category) {
      case 'evaluation':
        return this.decideEvaluation(Number(id), command as EvaluationCommand, processCaller);
      case 'dossier':
        return this.decideDossier(id, command);
      case 'scoringRun':
        return this.run(scoringRunDecider, 'scoringRun', id, command as never, this.runExtra(id));
      case 'award':
        return this.run(awardDecider, 'award', id, command as never, this.awardExtra(command));
      default:
        throw new Error(`no stream ${category}`);
    }
  }

  private run<S, C extends { readonly type: string }, E extends DomainEvent, X>(
    decider: Decider<S, C, E, X>,
    category: string,
    id: string,
    command: C,
    extra: X,
    caller = processCaller,
  ): readonly E[] {
    const { state, revision } = this.fold(decider, category, id);
    return decider.decide(
      command,
      state,
      { caller, at, commandId: uuid('c'), id, revision, newId: (label) => uuid(label + revision) },
      extra,
    );
  }

  fold<S, C extends { readonly type: string }, E extends DomainEvent, X>(
    decider: Decider<S, C, E, X>,
    category: string,
    id: string,
  ): { state: S; revision: number } {
    const events = this.stream(category, id) as Recorded<E>[];
    return { state: events.reduce((state, event) => decider.evolve(state, event), decider.initial), revision: events.length - 1 };
  }

  stream(category: string, id: string): Recorded[] {
    return this.log.entries.map(({ event }) => event).filter((event) => event.stream === streamName(category, id));
  }

  types(category: string, id: string): string[] {
    return this.stream(category, id).map(({ type }) => type);
  }

  evaluation(year: number): EvaluationState {
    return this.fold(evaluationDecider, 'evaluation', String(year)).state;
  }

  dossier(id: string): FakeDossier {
    return this.stream('dossier', id).reduce<FakeDossier>(
      (state, event) => {
        const data = event.data as { evaluation: number; edition: number; attempt: number; released: number[] };
        if (event.type === 'DossierClosed')
          return { ...state, holds: [...state.holds.filter((h) => h.evaluation !== data.evaluation), data] };
        if (event.type === 'DossierReopened') return { ...state, holds: state.holds.filter((h) => !data.released.includes(h.evaluation)) };
        return { ...state, complete: event.type === 'FactVerified' };
      },
      { complete: false, holds: [] },
    );
  }

  private decideEvaluation(year: number, command: EvaluationCommand, caller: Caller, extra: EvaluationExtra = {}): readonly DomainEvent[] {
    const state = this.evaluation(year);
    const run = 'run' in command ? this.fold(scoringRunDecider, 'scoringRun', runId(year, command.run)).state : undefined;
    const { started, completed, failed } = run ?? {};
    return this.run(
      evaluationDecider,
      'evaluation',
      String(year),
      command,
      {
        readiness: this.readiness(state, year),
        engineVersion: '1',
        rules: noStep,
        parks: this.participants.map((park) => ({
          park,
          revision: 0,
          barredSince: [],
          changed: command.type === 'NoteParkChange' && this.changed,
        })),
        ...(run
          ? {
              outcome: {
                run: (command as { run: number }).run,
                edition: started?.edition ?? 0,
                completed: completed !== null,
                failed: failed ?? null,
                resultHash: completed?.resultHash ?? '',
                outcomeHash: completed?.outcomeHash ?? '',
                ranked: completed?.ranked ?? 0,
                tierA: 0,
                unresolvedTies: completed?.unresolvedTies ?? [],
              },
            }
          : {}),
        ...extra,
      },
      caller,
    );
  }

  private readiness(state: EvaluationState, year: number): Readiness {
    const participants = state.phase === 'closing' ? state.participants : this.participants;
    const all = participants.flatMap((park) => [
      { park, year },
      { park, year: year - 1 },
    ]);
    const held = (d: { park: string; year: number }): boolean => this.dossier(dossierId(d)).holds.some((h) => h.evaluation === year);
    const open = all.filter((d) => !held(d));
    const incomplete = open.filter((d) => !this.dossier(dossierId(d)).complete);
    const clashing = this.clashing.filter((d) => d.year === year && held(d));
    const blocker = (park: string, of: number | null, code: string) => ({ park, year: of, code, message: code, remedy: code });
    return {
      participants,
      predecessors: [],
      exempt: [],
      open,
      clashing,
      unassessed: [],
      blockers: [
        ...incomplete.map((d) => blocker(d.park, d.year, 'dossier.notVerified')),
        ...clashing.map((d) => blocker(d.park, d.year, 'dossier.clash')),
        ...this.statementsMissing.map((park) => blocker(park, null, 'evaluation.accidentStatementMissing')),
      ],
    };
  }

  private decideDossier(id: string, command: SagaCommand): readonly DomainEvent[] {
    const { complete, holds } = this.dossier(id);
    const refuse = (code: string, faults: string[] = []) =>
      new DomainError(
        code,
        'conflict',
        code,
        code,
        {},
        undefined,
        faults.map((fault) => ({ code: fault, message: fault, remedy: fault })),
      );
    switch (command.type) {
      case 'CloseDossier': {
        const { evaluation, edition, attempt, use } = command;
        const state = this.evaluation(evaluation);
        if (state.phase !== 'closing' || state.edition !== edition || state.attempt !== attempt) throw refuse('dossier.attemptOver');
        const { park, year } = parseDossierId(id);
        if (this.clashing.some((d) => d.park === park && d.year === year)) throw refuse('dossier.incomplete', ['dossier.clash']);
        if (!complete) throw refuse('dossier.incomplete', ['dossier.notVerified']);
        return [{ type: 'DossierClosed', data: { evaluation, edition, attempt, use } }];
      }
      case 'ReleaseDossier': {
        const { evaluation, edition, attempt, reason } = command;
        if (!holds.some((h) => h.evaluation === evaluation && h.edition === edition && h.attempt === attempt))
          throw refuse('dossier.notClosed');
        return [{ type: 'DossierReopened', data: { evaluation, edition, attempt, reason, released: [evaluation] } }];
      }
      case 'ReopenDossier': {
        if (holds.length === 0) throw refuse('dossier.notClosed');
        const { evaluation, edition, reason, document: ground } = command;
        return [
          { type: 'DossierReopened', data: { evaluation, edition, reason, document: ground, released: holds.map((h) => h.evaluation) } },
        ];
      }
      default:
        throw new Error(`not for a dossier: ${command.type}`);
    }
  }

  private runExtra(id: string): RunExtra {
    const { year, run } = parseRunId(id);
    const { requested, scheme, edition } = this.evaluation(year);
    const request = {
      year,
      run,
      edition: requested?.edition ?? edition,
      resultDay: `${year + 1}-09-30`,
      engineVersion: '1',
      scheme,
      rulings: { ties: [], tierASize: null },
    };
    const pins = this.participants.map((park) => ({ stream: `park-${park}`, revision: 0, leavesHash: hash, factsHash: hash }));
    return { request, superseded: requested?.run !== run, pins, result: this.result(), ...(this.failure ? { failure: this.failure } : {}) };
  }

  private result(): RunResult {
    return {
      parks: [...this.results].sort().map((park) => ({ park, status: 'ranked' as const, scores: {}, total: '50', sheetHash: hash })),
      ranking: this.results.map((park, i) => ({
        park,
        rank: i + 1,
        tier: i < 2 ? ('A' as const) : ('B' as const),
        award: this.awards[i] ?? '0',
      })),
      ungraded: this.ungraded,
      resultHash: hash,
      unresolvedTies: [],
    };
  }

  private awardExtra(command: SagaCommand): AwardExtra {
    if (command.type !== 'SettleAward') throw new Error('not for an award');
    return { settled: { amount: command.amount, rank: command.rank, held: command.held } };
  }

  finalise(year: number): void {
    const { proposed } = this.evaluation(year);
    this.order(year, { type: 'RecordMeeting', held: '2024-02-01', minutes: document, present: ['a'], recused: [], decided: '同意' });
    this.order(year, { type: 'ApproveResults', run: proposed?.run ?? -1 });
    this.order(year, { type: 'FinaliseResults', run: proposed?.run ?? -1 });
  }
}
