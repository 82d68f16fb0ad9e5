import { Query } from '@nestjs/cqrs';
import type { AwardState, Comparison, EvaluationState, MeasureChange, NotComputed, Why } from '#libs/evaluation';
import type { QueryOptions } from '#libs/event-sourcing';
import type { Answer } from '#libs/http';
import type { Caller, Fault } from '#libs/kernel';
import type { ParkStatusFor } from '#libs/registry';
import type { ReadingOverrides } from '#libs/scheme';
import type { Sheet } from '#libs/scoring';

/** One park's line of a ranking. */
export interface RankingRow {
  readonly park: string;
  readonly status: 'ranked' | 'transition' | 'barred';
  readonly rank: number | null;
  readonly tier: 'A' | 'B' | 'C' | null;
  readonly award: string | null;
  readonly held: string | null;
  readonly total: string | null;
  readonly scores: Readonly<Record<string, string>> | null;
  readonly reasons: readonly string[] | null;
  readonly sheetHash: string;
}

/** A ranking: proposed, or finalised as an edition. Ranked parks first, best first; an unresolved tie in order of id. */
export interface RankingView {
  readonly year: number;
  readonly edition: number;
  readonly run: number;
  readonly standing: 'proposed' | 'finalised';
  readonly resultHash: string;
  readonly rankedCount: number;
  readonly tiers: { readonly A: number; readonly B: number; readonly C: number };
  readonly unresolvedTies: readonly { readonly parks: readonly string[]; readonly blocks: boolean }[];
  readonly parks: readonly RankingRow[];
}

export class EvaluationQuery extends Query<Answer<EvaluationState>> {
  constructor(
    readonly year: number,
    readonly caller: Caller,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

export class EvaluationsQuery extends Query<Answer<readonly { year: number; phase: string; edition: number }[]>> {
  constructor(readonly at: QueryOptions = {}) {
    super();
  }
}

/** What keeps collection from closing, read from the streams now. */
export class BlockersQuery extends Query<{ readonly data: readonly Fault[] }> {
  constructor(
    readonly year: number,
    readonly caller: Caller,
    readonly resultDay?: string,
  ) {
    super();
  }
}

/** The ranking of an edition; without one, the newest that the caller may see. */
export class RankingQuery extends Query<Answer<RankingView>> {
  constructor(
    readonly year: number,
    readonly caller: Caller,
    readonly edition?: number,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

/** Which result a sheet, a why or a comparison is of. */
export interface ResultOf {
  readonly year: number;
  readonly park: string;
  readonly edition?: number;
}

/** The hashed sheet beside its rendering for people. */
export interface SheetView {
  readonly hash: string;
  readonly sheet: Sheet;
  readonly rendered: unknown;
  /** Whether something was taken out that the caller may not see: the hash is that of the whole sheet. */
  readonly withheld: boolean;
}

export class SheetQuery extends Query<Answer<SheetView>> {
  constructor(
    readonly of: ResultOf,
    readonly caller: Caller,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

export interface WhyView {
  readonly year: number;
  readonly edition: number;
  readonly run: number;
  readonly recordedHash: string;
  readonly recomputedHash: string;
  readonly same: boolean;
  /** Recognised, in transition, barred …: the park's status as the run read it, with the ids of the events that each part rests on. */
  readonly standing: Pick<ParkStatusFor, 'status' | 'support'> & { readonly stream: string; readonly revision: number };
  readonly why: Why;
  readonly withheld: boolean;
}

export class WhyQuery extends Query<Answer<WhyView>> {
  constructor(
    readonly of: ResultOf,
    readonly caller: Caller,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

/** A whole sheet by its hash, as its canonical JSON: whose bytes' SHA-256 is the hash. */
export class SheetByHashQuery extends Query<string> {
  constructor(
    readonly hash: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** What a result's hash is made over, as canonical JSON: the sheets by their hashes, ranking, tiers, awards. */
export class ResultByHashQuery extends Query<string> {
  constructor(
    readonly hash: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

export class CompareQuery extends Query<{ readonly data: Comparison }> {
  constructor(
    readonly year: number,
    readonly before: number,
    readonly after: number,
    readonly caller: Caller,
  ) {
    super();
  }
}

export interface WhatIfRequest {
  /** An edition's pinned inputs, or how things stand now. */
  readonly base: { readonly edition: number } | { readonly now: 'verified' | 'submitted' };
  readonly scheme?: string;
  readonly readings?: ReadingOverrides;
  readonly measures?: readonly MeasureChange[];
}

export interface WhatIfView {
  readonly resultHash: string;
  readonly ranking: readonly RankingRow[];
  readonly unresolvedTies: RankingView['unresolvedTies'];
  readonly notComputed: readonly NotComputed[];
  /** What is other than without the changes. */
  readonly changes: Comparison;
}

export class WhatIfQuery extends Query<{ readonly data: WhatIfView }> {
  constructor(
    readonly year: number,
    readonly request: WhatIfRequest,
    readonly caller: Caller,
  ) {
    super();
  }
}

export class AwardsQuery extends Query<Answer<readonly (AwardState & { readonly park: string; readonly year: number })[]>> {
  constructor(
    readonly filter: { readonly year: number; readonly park?: string; readonly pending?: boolean },
    readonly caller: Caller,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}
