import type { Caller } from '#libs/kernel';
import type { Position } from '#libs/event-store';
import type { Command, Decider } from './decider.js';
import type { DomainEvent, Recorded } from './events.js';

/** A command on its way to one stream, with who sends it and how: what a context's Nest command carries. */
export interface CommandFor<C> {
  readonly id: string;
  readonly command: C;
  readonly caller: Caller;
  /** The caller's Idempotency-Key. */
  readonly key: string;
  readonly dryRun?: boolean;
  /** A sample ledger's loader gives each command its own instant; everybody else's is the runner's clock. */
  readonly at?: string;
  readonly correlationId?: string;
  readonly causationId?: string;
}

/** A command that may create its stream: then it has no id, and the stream's follows from the commandId. */
export type CreatingFor<C> = Omit<CommandFor<C>, 'id'> & { readonly id?: string };

/** A command with its decider and what it must know of other streams. */
export interface CommandRequest<State, C extends Command, E extends DomainEvent, Extra> extends Omit<CommandFor<C>, 'id'> {
  readonly decider: Decider<State, C, E, Extra>;
  /** The stream's id. For a creating command absent: the id is `newId(category)`, derived from the commandId, whose target is then the command's type. */
  readonly id?: string;
  /** Reads what the decision needs of other streams, for the state of its own on which it is taken; called before each try. */
  readonly extra?: (state: State) => Promise<Extra>;
}

/** The answer to a command, rebuilt from the command's events alone: the first try and each repetition give the same. */
export interface CommandAnswer<E extends DomainEvent = DomainEvent> {
  readonly commandId: string;
  readonly stream: string;
  readonly id: string;
  /** The stream's revision after the command. */
  readonly revision: number;
  /** Where the command's last event stands, for `?atLeast=`; absent on a dry run and where the command had nothing to do. */
  readonly position?: Position;
  readonly events: readonly Recorded<E>[];
  readonly dryRun: boolean;
}

/** State of a stream at a known revision. */
export interface Loaded<State> {
  readonly state: State;
  /** −1 where the stream does not exist. */
  readonly revision: number;
}

/**
 * Load → look the command up (same id and input: the first answer; same id, other input: 422 `command.keyReused`) → decide → validate against the event
 * schemas → append at the exact revision → on a lost race load again and decide again, silently. `?dryRun=true` goes the same way and stops before the append.
 * An abstract class, so that it names the injection too.
 */
export abstract class CommandRunner {
  abstract execute<State, C extends Command, E extends DomainEvent, Extra>(
    request: CommandRequest<State, C, E, Extra>,
  ): Promise<CommandAnswer<E>>;
  /** Folds a stream, up to and including a revision where given. What another stream's decision may trust. */
  abstract load<State, C extends Command, E extends DomainEvent, Extra>(
    decider: Decider<State, C, E, Extra>,
    id: string,
    upTo?: number,
  ): Promise<Loaded<State>>;
}
