import type { Caller, IsoInstant } from '#libs/kernel';
import type { Act } from '../story/acts.js';

/** The kinds of streams that the story writes to. */
export type Room = 'scheme' | 'zone' | 'park' | 'enterprise' | 'tenancy' | 'dossier' | 'submission' | 'evaluation' | 'award';

/** What the ledger answered to earlier steps, and what it proposes: what a later step must name and no file can know. */
export interface Known {
  /** The id that an earlier step's answer gave, by the name under which the step asked to remember it. */
  id(name: string): string;
  /** The proposed run of an evaluation. */
  run(year: number): number;
}

/** One command on its way: to a stream (absent: a creating command), by somebody, at its own instant. */
export interface Step {
  /** Unique in the story, and equal whenever it is planned again: the Idempotency-Key. */
  readonly key: string;
  readonly at: IsoInstant;
  readonly caller: Caller;
  readonly room: Room;
  readonly id?: string | ((known: Known) => string);
  readonly command: (known: Known) => { readonly type: string };
  /** Keeps the answer under this name: the id of the new stream, or, with `from`, a field of the first event. */
  readonly remember?: { readonly name: string; readonly from?: string };
  /** What people see of it while loading. */
  readonly label: string;
}

/** An act whose steps follow from what the ledger says by then (site checks, awards). */
export interface LateAct {
  readonly late: Extract<Act, { act: 'recordSiteChecks' | 'payAwards' | 'decideAdjustments' | 'recoverAwards' }>;
  readonly at: IsoInstant;
  readonly caller: Caller;
  readonly label: string;
}

export type Planned = Step | LateAct;

/** What the ledger's own processes follow. After a step there the next one waits until they have done their work: how quick a store is must not show in the log. */
const followed: ReadonlySet<Room> = new Set(['park', 'submission', 'evaluation', 'award']);
export function setsProcessesGoing({ room }: Pick<Step, 'room'>): boolean {
  return followed.has(room);
}
