import type { Caller } from '#libs/kernel';
import type { Command } from './decider.js';
import type { DomainEvent, LogEntry } from './events.js';

/** A command that a process wants sent. Its id = UUIDv5(process, input event id, command type, target stream). */
export interface ProcessCommand<C extends Command = Command> {
  /** `category` and `id` of the target stream. */
  readonly category: string;
  readonly id: string;
  readonly command: C;
  /** The event that this command answers: part of the command's id and its causation. */
  readonly causedBy: string;
  /**
   * The person who asked for it, where the command carries out what somebody decided: it is decided and recorded as his, and refused where he may not. Absent: the process
   * acts in its own name. Only `evolve` can tell that such a command has its outcome, by the causation of its events: the log shows them as the person's.
   */
  readonly onBehalfOf?: Caller;
}

/**
 * A durable process manager (DESIGN §7): a pure fold of the log. `evolve` is told of every event, its own commands' effects included; `wanted` lists what should be done now,
 * in order. A command is struck out as soon as an outcome stands in the log: an event whose metadata carries its id, or ProcessCommandRefused / ProcessCommandFailed
 * in the process' own stream. Superseded work simply leaves `wanted`. Nothing is ever sent while the log is folded to its head.
 * State must be plain JSON: it is saved beside the position.
 */
export interface Process<State, C extends Command = Command> {
  readonly name: string;
  /** Raised when evolve changes: a saved state of another version is thrown away and folded anew. */
  readonly version: number;
  readonly initial: State;
  evolve(state: State, entry: LogEntry<DomainEvent>): State;
  wanted(state: State): readonly ProcessCommand<C>[];
}
