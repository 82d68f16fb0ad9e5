import type { IsoDate } from '#libs/kernel';
import type { LineSource, Scheme, Severity } from '#libs/scheme';

/** A recognition or talent team as scoring sees it. A talent team needs no date: only those of the year are measured. */
export interface Levelled {
  readonly level: string;
  readonly date?: IsoDate;
}

/**
 * The value of a measure: an amount or percentage (decimal text, or `n/d` where it was divided), a count, a flag, a declared choice (text), the
 * categories of a list (one entry a line) or the items of a set, levels with dates.
 */
export type MeasureValue = string | number | boolean | readonly string[] | readonly Levelled[];

/** The fact version that a measure was computed from: where it stands in the ledger. */
export interface FactReference {
  readonly metric: string;
  readonly version: number;
  readonly eventId: string;
  readonly stream: string;
  readonly revision: number;
}

/** Why a line does not count. */
export type NotCounted =
  | 'struck'
  | 'returned'
  | 'unverified'
  | 'notOnRoster'
  | 'notTenantOnDay'
  | 'otherYear'
  | 'notInStock'
  | 'relocated'
  | 'renewed'
  | 'transferred'
  | 'consolidated'
  | 'contractNotCovering'
  | 'notClear'
  | 'tooFewAssessors';

/** A line behind a measure: whether it counts, why not, what it adds, and its place in the delivered file. */
export interface MeasuredLine {
  readonly id: string;
  readonly counted: boolean;
  readonly why?: NotCounted;
  /** What it adds: exact number text, or the category, item or level. Absent where it does not count. */
  readonly contribution?: string;
  readonly source: LineSource;
}

/** A measure with where it comes from. Golden cases have values only. */
export interface Measure {
  readonly value: MeasureValue;
  readonly fact?: FactReference;
  readonly lines?: readonly MeasuredLine[];
}

/** Measures of one park and year, by code. What is absent was waived and counts as nothing (R45). */
export type Measures = Readonly<Record<string, Measure>>;

export interface Accident {
  /** By the official report; null = not yet graded, does not bar (R37). */
  readonly severity: Severity | null;
  readonly date: IsoDate;
}

/** A park's standing as on the day of judgement (R46), accidents up to the day of the result (R38). */
export interface ParkStatus {
  readonly recognised: boolean;
  /** 厂中厂 or 园中园 (R39). */
  readonly parkWithinPark: boolean;
  readonly transition: boolean;
  /** Of a park in transition: whether it declared to take part (R36). */
  readonly optsIn: boolean;
  readonly accidents: readonly Accident[];
  /** The performance years for which false evidence was proven (R25). */
  readonly falseEvidence: readonly number[];
}

export interface ParkInput {
  readonly id: string;
  readonly status: ParkStatus;
  /** Measures of Y and of Y−1 (of the base year only the base metrics). */
  readonly facts: { readonly current: Measures; readonly base: Measures };
}

/** All that a run reads. Equal inputs give equal bytes, in whatever order they come. */
export interface ScoringInput {
  /** The performance year Y (R2). */
  readonly year: number;
  /** Accidents up to this day, itself included, bar (R38). */
  readonly resultDay: IsoDate;
  readonly scheme: Scheme;
  readonly parks: readonly ParkInput[];
  /** Rulings on ties, in the order in which they were made; each names its parks best first (R34t). */
  readonly rulings: { readonly ties: readonly (readonly string[])[] };
}

/** A park of which nothing is recorded but that it is recognised. */
export const ordinaryStatus: ParkStatus = {
  recognised: true,
  parkWithinPark: false,
  transition: false,
  optsIn: false,
  accidents: [],
  falseEvidence: [],
};
