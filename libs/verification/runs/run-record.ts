import type { RunEvent, RunState } from '#libs/evaluation';
import type { Recorded } from '#libs/event-sourcing';
import type { LogLine } from '../log/log-line.js';

/** What is kept of a run until it is completed or has failed: where its events stand and what they say. */
export interface RunRecord {
  readonly year: number;
  readonly run: number;
  /** Line and place in the payload of each pinned stream. */
  readonly pins: Map<string, { readonly line: LogLine; readonly path: string }>;
  /** The state right behind RunStarted. */
  started?: RunState;
  readonly events: { readonly line: LogLine; readonly event: Recorded<RunEvent> }[];
}
