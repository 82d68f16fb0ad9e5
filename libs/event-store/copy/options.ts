import type { Persistence } from '../persistence.js';

/** What goes on: the target's events are held against the source's, new ones are written, both whole logs are compared. */
export type CopyPhase = 'checking' | 'copying' | 'comparing';

export interface CopyOptions {
  /** Told how many events of the log a phase has behind it. */
  readonly progress?: (phase: CopyPhase, events: number) => void;
  /** Ends the work between two events, with the signal's reason. */
  readonly signal?: AbortSignal;
  /** How long to go on where a store does not answer. Default: about a minute, for nobody waits for an answer. */
  readonly persistence?: Persistence;
}

export interface CopiedLog {
  /** Length of the log, on both sides. */
  readonly events: number;
  /** How many of them this copy wrote. */
  readonly written: number;
}
