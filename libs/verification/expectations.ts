import type { TreeHead } from '#libs/transparency';
import type { ScoringInput, ScoringResult } from '#libs/scoring';

/** A head of the tree. With its origin it is also held against the name that the log had, and against restores that an event tells of. */
export interface Head extends TreeHead {
  readonly origin?: string;
}

/** What the log is held against. Everything may be left out: then only what follows from the log itself is checked. */
export interface Expectations {
  /** Heads of the tree that are trusted (see readHeads), in any order. The log must reach the largest. */
  readonly heads?: readonly Head[];
  /** How many events there must be. */
  readonly size?: bigint;
  /** The ledger's salt key, hex: salts are made again. @throws `verification.otherKeys` where LedgerOpened names another one. */
  readonly saltKey?: string;
  /** Most differences that are listed; default 20. The first one is always the first in log order. */
  readonly mostDifferences?: number;
  /** Leave out what is slow: decisions taken again and runs computed anew. */
  readonly quick?: boolean;
}

type Now<T> = T | Promise<T>;

/** What is known of a file of evidence. `changed`: there is something else under its hash (or give its content as `there`). `withheld`: it is not in the delivery on purpose; `erased`: its key was destroyed, by an event. */
export type EvidenceFinding =
  | { readonly state: 'missing' | 'changed' | 'withheld' | 'erased' }
  /** `names`: what the file was delivered as, where that is known; a row's `sheet` must be one of them. */
  | { readonly state: 'there'; readonly content: Uint8Array; readonly names?: readonly string[] };

/** A run as it was computed anew, for whoever wants to show or compare it. */
export interface RecomputedRun {
  readonly year: number;
  readonly run: number;
  readonly edition: number;
  readonly input: ScoringInput;
  readonly result: ScoringResult;
}

/** What the outside gives. */
export interface VerificationPorts {
  /** The leaf hash that a stored tree holds at an index: a difference then has its exact place. */
  readonly storedLeafHash?: (index: number) => Now<Uint8Array | undefined>;
  /** Told of each line's leaf hash. */
  readonly leafHash?: (index: number, leafHash: Uint8Array) => void;
  /** A file by its SHA-256; asked once for each. Without this port evidence is not looked at and counts as withheld. */
  readonly evidence?: (hash: string) => Now<EvidenceFinding>;
  /** Told of every run that was computed anew and agrees with what was recorded. */
  readonly recomputed?: (run: RecomputedRun) => Now<void>;
  /** Told of the number of events passed, every thousand and at the end. */
  readonly progress?: (events: number) => void;
}
