import type { Span } from '@opentelemetry/api';
import {
  type Command,
  type CommandAnswer,
  type CommandFor,
  commandIdOf,
  type CommandRequest,
  CommandRunner,
  type Decider,
  type DomainEvent,
  type Loaded,
  type RecordOutcome,
} from '#libs/event-sourcing';
import { streamName } from '#libs/kernel';
import type { Log } from '../log/log.js';
import type { Metrics } from '../metrics/metrics.js';
import { currentScope, inScope } from '../scope.js';
import type { Causes } from '../tracing/causes.js';
import { appendSpanOf } from '../tracing/ids.js';
import { spanFailed, type Tracing } from '../tracing/tracing.js';
import { type CommandFate, fateOfAnswer, fateOfError } from './command-fate.js';

export interface RunnerWatch {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  /** In milliseconds. */
  readonly elapsed: () => number;
  readonly causes: Causes;
  /** Requests that the runner answered as at first. */
  readonly repeated: WeakSet<object>;
  readonly ledgerId: string;
}

/** What is looked at of a command on its way; its payload is not. */
type Sent = Pick<CommandFor<Command>, 'command' | 'caller' | 'key' | 'correlationId' | 'causationId'> & {
  readonly decider: { readonly category: string };
  readonly id?: string;
};

/** The command's own ids, as the runner derives them. */
interface Ids {
  readonly commandId: string;
  readonly correlationId: string;
}

/** Any command runner, with its commands counted, logged and traced. It changes nothing: what the inner runner answers or throws goes on as it is. */
export class ObservedCommandRunner extends CommandRunner {
  constructor(
    private readonly inner: CommandRunner,
    private readonly watch: RunnerWatch,
  ) {
    super();
  }

  async execute<State, C extends Command, E extends DomainEvent, Extra>(
    request: CommandRequest<State, C, E, Extra>,
  ): Promise<CommandAnswer<E>> {
    const { elapsed, repeated } = this.watch;
    const ids = this.#idsOf(request);
    const span = this.#startSpan(request, ids.correlationId);
    const begun = elapsed();
    return inScope({ correlationId: ids.correlationId, span }, async () => {
      try {
        const answer = await this.inner.execute(request);
        const fate = fateOfAnswer(answer, repeated.has(request));
        this.#count(request, fate, elapsed() - begun, span);
        if (fate.outcome === 'done' || fate.outcome === 'repeated') this.#noteProcessOutcome(request);
        return answer;
      } catch (error) {
        const fate = fateOfError(error);
        spanFailed(span, fate.code);
        this.#count(request, fate, elapsed() - begun, span);
        this.#logFailure(request, ids, fate, error);
        throw error;
      }
    });
  }

  load<State, C extends Command, E extends DomainEvent, Extra>(
    decider: Decider<State, C, E, Extra>,
    id: string,
    upTo?: number,
  ): Promise<Loaded<State>> {
    return this.inner.load(decider, id, upTo);
  }

  #idsOf({ decider, id, command, caller, key, correlationId }: Sent): Ids {
    const target = id === undefined ? command.type : streamName(decider.category, id);
    const commandId = commandIdOf({ ledgerId: this.watch.ledgerId, account: caller.account, key, target });
    return { commandId, correlationId: correlationId ?? commandId };
  }

  /** Under the request that brought it, or, of a process, linked to what it reacts to. */
  #startSpan({ decider: { category }, command: { type }, causationId }: Sent, correlationId: string): Span {
    const above = currentScope();
    const cause = causationId === undefined ? undefined : this.watch.causes.get(causationId);
    return this.watch.tracing.start({
      name: `command ${category} ${type}`,
      correlationId,
      parent: above?.correlationId === correlationId ? above.span : undefined,
      links: [cause && appendSpanOf(cause)],
      attributes: { 'parkledger.command.type': type, 'parkledger.stream.category': category },
    });
  }

  #count({ decider: { category }, command: { type } }: Sent, { outcome, code }: CommandFate, ms: number, span: Span): void {
    const { metrics } = this.watch;
    metrics.commands.inc({ category, command: type, outcome, code });
    metrics.commandDuration.observe({ outcome }, ms / 1000);
    span.setAttribute('parkledger.command.outcome', outcome).end();
  }

  #logFailure(
    { decider: { category }, command: { type }, caller }: Sent,
    { commandId }: Ids,
    { outcome, code }: CommandFate,
    error: unknown,
  ): void {
    const { log } = this.watch;
    const fields = { category, command: type, code, commandId };
    if (outcome === 'refused') log.info('command.refused', fields);
    else if (outcome === 'unknown') log.warn('command.unknown', fields);
    else if (outcome === 'unavailable') log.warn('command.refused', fields);
    // The edge tells of a person's fault, with the request.
    else if (caller.role === 'process') log.error('command.failed', { ...fields, error });
  }

  /**
   * What a process wanted and did not get is itself a command to its stream. A repetition counts, too: the answer to the first try may have been lost, and no node sends it
   * again once it has seen it in the log.
   */
  #noteProcessOutcome({ decider, command }: Sent): void {
    if (!isProcessOutcome(decider.category, command)) return;
    const { outcome, data } = command;
    const { log, metrics } = this.watch;
    const { process, commandType, category, code, commandId } = data;
    metrics.processOutcomes.inc({ process, command: commandType, outcome, code });
    const fields = { process, category, command: commandType, code, commandId };
    if (outcome === 'failed') log.error('process.failed', fields);
    else log.info('process.refused', fields);
  }
}

function isProcessOutcome(category: string, command: Command): command is RecordOutcome {
  return category === 'process' && command.type === 'RecordOutcome';
}
