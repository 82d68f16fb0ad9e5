import { dossierId } from '#libs/dossier';
import type { DomainEvent, ProcessCommand } from '#libs/event-sourcing';
import { uuid } from '#libs/event-sourcing/testing';
import { type Caller, deriveId, DomainError } from '#libs/kernel';
import { awardDecider } from '../../award/award.decide.js';
import type { EvaluationCommand, EvaluationExtra } from '../../evaluation/evaluation.commands.js';
import { evaluationDecider } from '../../evaluation/evaluation.decide.js';
import type { EvaluationState } from '../../evaluation/evaluation.state.js';
import { type DossierRef, parseRunId, runId } from '../../payload.js';
import { scoringRunDecider } from '../../run/run.decide.js';
import { SCORING_SAGA } from '../../saga/scoring-saga.js';
import type { SagaCommand } from '../../saga/saga.commands.js';
import { noStep } from '../rules.js';
import { decideDossier, type FakeDossier, foldDossier } from './dossiers.js';
import { readinessOf } from './readiness.js';
import { awardExtra, outcomeOf, runExtra } from './runs.js';
import { at, Streams } from './streams.js';

const hash = 'ab'.repeat(32);
const processCaller: Caller = { account: 'process:scoring', role: 'process' };
const taskForce: Caller = { account: 'tf-1', role: 'taskForce', department: 'taskForce' };
export const document = { hash, title: '文件', number: '六政〔2024〕1号', date: '2024-02-01' };

/**
 * The ledger in small: evaluations, runs and awards decided by the real deciders, dossiers by a model of theirs, and the saga's commands executed as the
 * command runner does: once by command id, refusals recorded in the process' stream, the cause in the metadata.
 */
export class World extends Streams {
  /** Parks in the order of their totals; awards by rank. */
  results: readonly string[] = ['p1', 'p2', 'p3'];
  awards: readonly string[] = ['100', '80', '0'];
  ungraded: readonly string[] = [];
  participants: readonly string[] = ['p1', 'p2', 'p3'];
  clashing: readonly DossierRef[] = [];
  statementsMissing: readonly string[] = [];
  failure: { code: string; message: string } | undefined;
  /** Whether a park's event alters its status for the year. */
  changed = true;
  readonly #done = new Set<string>();

  evaluation(year: number): EvaluationState {
    return this.fold(evaluationDecider, String(year)).state;
  }

  dossier(id: string): FakeDossier {
    return foldDossier(this.stream('dossier', id));
  }

  /** Records an event that is nobody's answer. */
  happens(category: string, id: string, type: string, data: unknown = {}): string {
    const [entry] = this.log.append(category, id, { event: { type, data } });
    if (!entry) throw new Error('nothing was appended');
    return entry.event.id;
  }

  /** A person's command to an evaluation. */
  order(year: number, command: EvaluationCommand, extra: EvaluationExtra = {}): void {
    const events = this.decideEvaluation(year, command, taskForce, extra);
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

  finalise(year: number): void {
    const run = this.evaluation(year).proposed?.run ?? -1;
    this.order(year, { type: 'RecordMeeting', held: '2024-02-01', minutes: document, present: ['a'], recused: [], decided: '同意' });
    this.order(year, { type: 'ApproveResults', run });
    this.order(year, { type: 'FinaliseResults', run });
  }

  /** What the command runner does with a command of the saga. */
  execute(command: ProcessCommand<SagaCommand>): void {
    const commandId = deriveId(uuid('process'), command.causedBy, command.command.type, command.category, command.id);
    if (this.#done.has(commandId)) return;
    this.#done.add(commandId);
    try {
      const events = this.answer(command);
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
    const which = { process: SCORING_SAGA, commandId, category, id, commandType: command.type, causedBy };
    const data = { ...which, code, message: code, faults, faultsLeftOut: 0 };
    this.log.append('process', SCORING_SAGA, { event: { type: 'ProcessCommandRefused', data }, commandId: causedBy });
  }

  private answer({ category, id, command }: ProcessCommand<SagaCommand>): readonly DomainEvent[] {
    switch (category) {
      case 'evaluation':
        return this.decideEvaluation(Number(id), command as EvaluationCommand, processCaller);
      case 'dossier':
        return decideDossier(id, command, this.dossier(id), this);
      case 'scoringRun':
        return this.decide(
          scoringRunDecider,
          id,
          command as never,
          runExtra(id, this.evaluation(parseRunId(id).year), this),
          processCaller,
        );
      case 'award':
        return this.decide(awardDecider, id, command as never, awardExtra(command), processCaller);
      default:
        throw new Error(`no stream ${category}`);
    }
  }

  private decideEvaluation(year: number, command: EvaluationCommand, caller: Caller, extra: EvaluationExtra = {}): readonly DomainEvent[] {
    const changed = command.type === 'NoteParkChange' && this.changed;
    const known: EvaluationExtra = {
      readiness: readinessOf(this.evaluation(year), year, this),
      engineVersion: '1',
      rules: noStep,
      parks: this.participants.map((park) => ({ park, revision: 0, barredSince: [], changed })),
      ...('run' in command ? { outcome: outcomeOf(command.run, this.fold(scoringRunDecider, runId(year, command.run)).state) } : {}),
    };
    return this.decide(evaluationDecider, String(year), command, { ...known, ...extra }, caller);
  }
}
