import type { Caller } from '#libs/kernel';
import type { DomainEvent, Recorded } from './events.js';

/** A command: what somebody wants done, as plain canonical JSON. */
export interface Command<Type extends string = string> {
  readonly type: Type;
}

/** What a decision may know beside the state and the command. Everything that varies comes in here as a value. */
export interface DecisionContext {
  readonly caller: Caller;
  /** The instant that the command carries; becomes recordedAt. */
  readonly at: string;
  readonly commandId: string;
  /** Id of the stream (the part behind the category). */
  readonly id: string;
  /** Revision of the stream's last event; −1 where the stream does not exist. The n-th event decided (from 0) will have revision + 1 + n. */
  readonly revision: number;
  /** An id for a new thing, derived from the commandId: equal on every retry. */
  newId(label: string): string;
}

/**
 * The decision core of one kind of stream. `decide` is pure: it returns the events to record (an empty list where there is nothing to do) or throws a DomainError.
 * `evolve` must know every event type of its stream: a `switch` that ends in a `never`.
 * `Extra` is what the handler read from other streams for this decision; it is loaded again whenever the decision is taken again.
 */
export interface Decider<State, C extends Command, E extends DomainEvent, Extra = void> {
  /** The stream's category: `dossier`, `park`, … */
  readonly category: string;
  readonly initial: State;
  evolve(state: State, event: Recorded<E>): State;
  decide(command: C, state: State, context: DecisionContext, extra: Extra): readonly E[];
}
