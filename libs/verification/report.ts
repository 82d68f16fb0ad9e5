import type { Fault } from '#libs/kernel';
import type { Head } from './expectations.js';
import type { VerificationCode } from './errors.js';

/** Where something differs. What is not known of a place, or does not apply, is absent. */
export interface Place {
  /** Log index of the event; for a range of events the last. */
  readonly index?: number;
  /** First log index of a range in which the difference lies somewhere. */
  readonly from?: number;
  readonly stream?: string;
  readonly revision?: number;
  readonly eventId?: string;
  readonly type?: string;
  /** JSON pointer into the event (`/data/lines/0/amount`), or what else narrows it down. */
  readonly path?: string;
  /** A file, table or row outside the log. */
  readonly file?: string;
}

/** One thing that is not as it must be, in words (`message`, `remedy`) and for machines. `expected` and `found` are shortened texts, never personal data. */
export interface Difference extends Fault {
  readonly code: VerificationCode;
  readonly place: Place;
  readonly expected?: string;
  readonly found?: string;
}

/** How much was looked at. */
export interface Counts {
  readonly events: number;
  readonly streams: number;
  /** Events whose schema was checked. */
  readonly schemas: number;
  /** Decisions on a dossier or an award that were taken again. */
  readonly decisions: number;
  readonly dossiers: number;
  readonly checkpoints: number;
  /** Runs computed anew, and their sheets. */
  readonly runs: number;
  readonly sheets: number;
  readonly evidenceFiles: number;
  readonly evidenceRows: number;
}

/** What could not be looked at because it is not in the lines: never counted as passed. */
export interface Withheld {
  readonly data: number;
  readonly metadata: number;
  /** Streams that were folded in part or not at all. */
  readonly streams: number;
  readonly runs: number;
  readonly evidenceFiles: number;
}

export interface Report {
  /** Nothing differs in what was looked at; what was withheld was not. */
  readonly ok: boolean;
  /** The first difference in log order. One whose event is known stands before one of which only a range is known that ends there or later. */
  readonly first?: Difference;
  /** In log order, at most `mostDifferences`; one cause may show at several places. */
  readonly differences: readonly Difference[];
  /** All that were found, those left out of the list among them. */
  readonly found: number;
  readonly size: bigint;
  /** RFC 6962 root over the leaves of all lines; absent where a line has no leaf. */
  readonly root?: Uint8Array;
  readonly counts: Counts;
  readonly withheld: Withheld;
  /** The files that events in clear refer to. */
  readonly evidenceHashes: ReadonlySet<string>;
  /** Heads of an earlier epoch that a restore has cut off, as an event of the log says: no difference, but everybody must see it. */
  readonly lostHeads: readonly Head[];
}
