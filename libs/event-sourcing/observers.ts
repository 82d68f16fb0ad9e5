import type { CommandRunner } from './command-runner.js';
import type { LogEntry } from './events.js';

/** Is told what a command meets on its way through the runner. */
export interface RunnerObserver {
  /** Somebody else appended first: the decision is taken again. */
  raceLost?(): void;
  /** The store did not answer: it is asked again. */
  storeSilent?(): void;
  /** The command stands in its stream already: it is answered as at first. `request` is the very object that `execute` got. */
  repeated?(request: object): void;
}

/** Is told how a follower of the log fares. */
export interface FollowObserver {
  /** Runs around the work on a batch: calls `apply` once, and hands on what it throws. */
  applying?(entries: readonly LogEntry[], head: boolean, apply: () => Promise<void>): Promise<void>;
  /** A subscription was dropped, with an error or without; for the how-manieth time in a row without bringing anything. */
  dropped?(error: unknown, drops: number): void;
  /** An entry could not be read or applied: the follower has stopped. */
  stopped?(index: number, error: unknown): void;
}

/** Whoever watches a node (telemetry): what runs does not know who looks on, and does the same without. */
export interface Observers {
  readonly runner?: RunnerObserver;
  /** By the follower's name: `reads`, `process:<name>`. */
  readonly follower?: (name: string) => FollowObserver;
  /** What stands before the command runner. */
  readonly before?: (runner: CommandRunner) => CommandRunner;
}
