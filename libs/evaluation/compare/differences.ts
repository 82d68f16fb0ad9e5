import type { MeasureValue } from '#libs/scoring';
import type { ScoringInput, ScoringResult } from '#libs/scoring';

/** One edition as it was computed: its pinned inputs and the result of scoring them. */
export interface EditionResult {
  readonly edition: number;
  readonly input: ScoringInput;
  readonly result: ScoringResult;
}

/** A fact as a score was computed from it. */
export interface FactSide {
  readonly value: MeasureValue | null;
  readonly version: number | null;
  readonly eventId: string | null;
}

/** The best or worst park of a comparison and its exact value. */
export interface ReferenceSide {
  readonly park: string | null;
  readonly value: string;
}

/** Why something differs between two editions. */
export type Cause =
  /** The park's own measure: another value, or other lines that count. */
  | {
      readonly kind: 'ownFact';
      readonly side: 'current' | 'base';
      readonly measure: string;
      readonly before: FactSide;
      readonly after: FactSide;
    }
  /** Best or worst of a comparison moved, by another park's fact or by who takes part. */
  | {
      readonly kind: 'reference';
      readonly term: string;
      readonly which: 'best' | 'worst';
      readonly before: ReferenceSide | null;
      readonly after: ReferenceSide | null;
    }
  /** The mean growth of the others moved (R13 under that reading). */
  | { readonly kind: 'mean'; readonly term: string; readonly before: string | null; readonly after: string | null }
  | { readonly kind: 'scheme'; readonly readings: readonly string[] }
  | { readonly kind: 'engine'; readonly before: string; readonly after: string }
  /** The park's standing: recognition, nested, transition, accidents, false evidence. */
  | { readonly kind: 'status'; readonly aspects: readonly string[] }
  | { readonly kind: 'rows'; readonly rows: readonly string[] }
  | { readonly kind: 'overtaken'; readonly by: readonly string[] }
  | { readonly kind: 'overtook'; readonly parks: readonly string[] }
  /** Parks that entered or left the ranking before this one. */
  | { readonly kind: 'joined'; readonly parks: readonly string[] }
  | { readonly kind: 'left'; readonly parks: readonly string[] }
  | { readonly kind: 'ruling' }
  /** A tie that hung on it is settled or came up. */
  | { readonly kind: 'tie'; readonly parks: readonly string[] }
  | { readonly kind: 'rank'; readonly before: number | null; readonly after: number | null }
  /** The number of ranked parks moved the C line (R35). */
  | { readonly kind: 'rankedCount'; readonly before: number; readonly after: number }
  | { readonly kind: 'tier' };

export interface Difference<T> {
  readonly before: T;
  readonly after: T;
  readonly causes: readonly Cause[];
}

export interface ParkComparison {
  readonly park: string;
  readonly status?: Difference<string | null>;
  readonly rows: readonly ({ readonly row: string } & Difference<string | null>)[];
  readonly total?: Difference<string | null>;
  readonly rank?: Difference<number | null>;
  readonly tier?: Difference<string | null>;
  readonly award?: Difference<string | null>;
}

export interface Comparison {
  readonly before: number;
  readonly after: number;
  readonly same: boolean;
  /** Parks that differ in anything, in ranking order of the later edition, the others after them. */
  readonly parks: readonly ParkComparison[];
}
