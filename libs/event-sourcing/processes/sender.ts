import { LRUCache } from 'lru-cache';
import { type EventStore, killPoint, type Position, StoreUnavailableError } from '#libs/event-store';
import { type Caller, DomainError, streamName } from '#libs/kernel';
import type { CommandAnswer, CommandRunner } from '../command-runner.js';
import type { Command } from '../decider.js';
import { eventSourcingErrors as errors } from '../errors.js';
import { type Backoff, delayOf } from '../log/backoff.js';
import type { EventMetadata } from '../metadata.js';
import type { ProcessCommand } from '../process.js';
import { commandIdOf } from '../runner/command-id.js';
import { outcomeOf } from './outcome.js';
import { processDecider } from './process.decider.js';

/** What goes with a command of a process on its way to its handler; all of it must reach CommandRunner.execute. */
export interface ProcessEnvelope {
  readonly key: string;
  readonly caller: Caller;
  readonly causationId: string;
  readonly correlationId: string;
}

/** Sends a command to its handler and gives the handler's answer. Throws what the handler throws. */
export type Dispatch<C extends Command> = (
  command: ProcessCommand<C>,
  envelope: ProcessEnvelope,
) => Promise<Pick<CommandAnswer, 'commandId' | 'events' | 'position'>>;

export interface SenderOptions<C extends Command> {
  readonly process: string;
  readonly ledgerId: string;
  readonly store: EventStore;
  /** Records refusals and failures. */
  readonly runner: CommandRunner;
  readonly dispatch: Dispatch<C>;
  readonly backoff: Backoff;
  /** How often a command is sent that ends in an error which is no refusal. */
  readonly tries: number;
  readonly signal: AbortSignal;
}

/** While these last, nothing could be recorded either: they are waited out, however long it takes. */
const WAITED_OUT = new Set(['store.unavailable', 'store.unreachable', 'clock.untrusted']);

/** Sends one command at a time, until it has an outcome: its events, ProcessCommandRefused or ProcessCommandFailed. */
export class Sender<C extends Command> {
  readonly #caller: Caller;
  readonly #ids = new LRUCache<string, string>({ max: 10_000 });
  /** The last error, while a command is being tried again. */
  trouble: string | undefined;

  constructor(private readonly options: SenderOptions<C>) {
    this.#caller = { account: accountOf(options.process), role: 'process' };
  }

  /** The id that the command will have in its target stream. */
  idOf(command: ProcessCommand<C>): string {
    const [key, target] = [keyOf(command), streamName(command.category, command.id)];
    const { account } = this.#callerOf(command);
    const name = `${account} ${key} ${target}`;
    let id = this.#ids.get(name);
    if (id === undefined) {
      id = commandIdOf({ ledgerId: this.options.ledgerId, account, key, target });
      this.#ids.set(name, id);
    }
    return id;
  }

  #callerOf({ onBehalfOf }: ProcessCommand<C>): Caller {
    return onBehalfOf ?? this.#caller;
  }

  /** Returns the position of the outcome in the log; undefined where it is not known (it stands there all the same), or where the process was stopped. */
  async send(command: ProcessCommand<C>): Promise<Position | undefined> {
    const { signal, backoff, tries } = this.options;
    for (let tried = 1; !signal.aborted; tried++) {
      try {
        const position = await this.#try(command);
        this.trouble = undefined;
        return position;
      } catch (error) {
        if (signal.aborted) return undefined;
        this.trouble = error instanceof Error ? error.message : String(error);
        if (isRefusal(error)) return this.#refused(command, error);
        if (tried >= tries && !isWaitedOut(error)) return this.#record('failed', command, this.#unexpected(command, error, tried));
        await backoff.sleep(delayOf(backoff, tried), signal);
      }
    }
    return undefined;
  }

  async #try(command: ProcessCommand<C>): Promise<Position | undefined> {
    const { process, dispatch } = this.options;
    killPoint('process-before-send');
    const caller = this.#callerOf(command);
    const envelope = { key: keyOf(command), caller, causationId: command.causedBy, correlationId: command.causedBy };
    const answer = await dispatch(command, envelope);
    killPoint('process-after-send');
    const names = { process, command: command.command.type };
    if (answer.commandId !== this.idOf(command)) {
      const stream = streamName(command.category, command.id);
      return this.#record('failed', command, errors.error('process.wrongTarget', { ...names, stream }));
    }
    if (answer.events.length === 0) throw errors.error('process.nothingToDo', names);
    return answer.position;
  }

  async #refused(command: ProcessCommand<C>, refusal: DomainError): Promise<Position | undefined> {
    // Another node may have sent it in this moment, and succeeded: then that is the outcome.
    const stands = await this.#persist(() => this.#standsInStream(command));
    return stands ? undefined : this.#record('refused', command, refusal);
  }

  async #record(outcome: 'refused' | 'failed', command: ProcessCommand<C>, error: DomainError): Promise<Position | undefined> {
    const { process, runner } = this.options;
    const commandId = this.idOf(command);
    const request = {
      decider: processDecider,
      id: process,
      command: { type: 'RecordOutcome', outcome, data: outcomeOf(process, commandId, command, error) } as const,
      caller: this.#caller,
      key: `outcome of ${commandId}`,
      causationId: command.causedBy,
      correlationId: command.causedBy,
    };
    return this.#persist(async () => {
      try {
        return (await runner.execute(request)).position;
      } catch (refusal) {
        // Another node has recorded an outcome, in other words.
        if (refusal instanceof DomainError && refusal.code === 'command.keyReused') return undefined;
        throw refusal;
      }
    });
  }

  /** Until it succeeds or the process is stopped: what came to nothing is never dropped. */
  async #persist<T>(work: () => Promise<T>): Promise<T | undefined> {
    const { signal, backoff } = this.options;
    for (let tried = 1; !signal.aborted; tried++) {
      try {
        const result = await work();
        this.trouble = undefined;
        return result;
      } catch (error) {
        this.trouble = error instanceof Error ? error.message : String(error);
        await backoff.sleep(delayOf(backoff, tried), signal);
      }
    }
    return undefined;
  }

  async #standsInStream(command: ProcessCommand<C>): Promise<boolean> {
    const commandId = this.idOf(command);
    for await (const page of this.options.store.readStream(streamName(command.category, command.id))) {
      if (page.some((event) => (JSON.parse(event.metadata) as EventMetadata).commandId === commandId)) return true;
    }
    return false;
  }

  #unexpected(command: ProcessCommand<C>, error: unknown, tries: number): DomainError {
    if (error instanceof DomainError) return error;
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return errors.error('process.unexpected', { process: this.options.process, command: command.command.type, tries, reason });
  }
}

/** The account in whose name a process acts. */
export function accountOf(process: string): string {
  return `process:${process}`;
}

/** With the account and the target stream this makes the command's id = UUIDv5(process, input event id, command type, target stream). */
function keyOf(command: ProcessCommand<Command>): string {
  return `${command.causedBy}:${command.command.type}`;
}

function isRefusal(error: unknown): error is DomainError {
  return error instanceof DomainError && error.kind !== 'unavailable';
}

function isWaitedOut(error: unknown): boolean {
  return error instanceof StoreUnavailableError || (error instanceof DomainError && WAITED_OUT.has(error.code));
}
