import type { EventStore, Position } from '../port.js';

/** One place where events are kept, and how to open stores on it. Each check gets a harness of its own. */
export interface StoreHarness {
  /** Stands in the names and ids that the checks make, so that runs on one shared server do not meet. */
  readonly scope: string;
  /** Where the log stood before this harness; absent: it was empty. */
  readonly beginning?: Position;
  /** A new instance on the same data: after a close what a restart is, beside an open one what another process is. */
  open(options?: OpenHarnessOptions): Promise<EventStore>;
  /** Ends what is still open and removes the data. */
  dispose(): Promise<void>;
  /** Keeps the database from every writer, as another process would, until the returned function is called. Absent where nobody can. */
  occupy?(): Promise<() => Promise<void>>;
  /** What operations have cost so far, counted (rows visited, steps of the query machine), never timed. Absent where it can't be counted. */
  work?(): number;
  /** Whether an id is unique in the whole store. Absent or false: only at its place in its stream (EventStoreDB). */
  readonly idsUniqueInStore?: boolean;
}

export interface OpenHarnessOptions {
  /** How long an operation tries while the database is occupied, in milliseconds. */
  readonly patienceMs?: number;
}

/** One promise of the port. `run` throws where it is not kept. */
export interface ContractCheck {
  readonly name: string;
  run(harness: StoreHarness): Promise<void>;
  /** What the harness must offer for it; absent: nothing. */
  readonly needs?: Offer;
}

/** What not every store or harness can offer. */
export type Offer = 'occupy' | 'work' | 'idsUniqueInStore';

/** Longer than any check takes on a busy machine; only an adapter that hangs meets it. */
const DEADLINE_MS = 30_000;

/** Runs a check; one that never ends is a broken promise like any other. */
export async function runCheck(check: ContractCheck, harness: StoreHarness, deadlineMs = DEADLINE_MS): Promise<void> {
  if (check.needs && !harness[check.needs]) throw new Error(`${check.name}: the harness does not offer "${check.needs}"`);
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${check.name}: no end after ${deadlineMs} ms`)), deadlineMs);
  });
  try {
    await Promise.race([check.run(harness), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
