import { Query } from '@nestjs/cqrs';
import type {
  ChangeFilter,
  ClashFilter,
  Completeness,
  CompletenessFilter,
  HoldUp,
  LargeChange,
  Office,
  QueueFilter,
  QueueItem,
  Reminder,
  SideBySide,
  TrailEntry,
  VersionDiff,
  YearProgress,
} from '#libs/desk';
import type { DossierKey } from '#libs/dossier';
import type { QueryOptions } from '#libs/event-sourcing';
import type { Answer } from '#libs/http';
import type { Caller } from '#libs/kernel';

/** What awaits verification in the evaluation of a year. */
export class QueueQuery extends Query<Answer<readonly QueueItem[]>> {
  constructor(
    readonly year: number,
    readonly filter: QueueFilter,
    readonly caller: Caller,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

/** Clashes with the lines of all sides. */
export class SideBySideQuery extends Query<Answer<readonly SideBySide[]>> {
  constructor(
    readonly year: number,
    readonly filter: ClashFilter,
    readonly caller: Caller,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

export class CompletenessQuery extends Query<Answer<readonly Completeness[]>> {
  constructor(
    readonly year: number,
    readonly filter: CompletenessFilter,
    readonly caller: Caller,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

/** Facts that moved far from last year's value, with their explanations. */
export class ChangesQuery extends Query<Answer<readonly LargeChange[]>> {
  constructor(
    readonly year: number,
    readonly filter: ChangeFilter,
    readonly caller: Caller,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

export class YearProgressQuery extends Query<Answer<YearProgress>> {
  constructor(
    readonly year: number,
    readonly caller: Caller,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

export class HoldUpsQuery extends Query<Answer<readonly HoldUp[]>> {
  constructor(
    readonly year: number,
    readonly office: Partial<Office>,
    readonly caller: Caller,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

export class RemindersQuery extends Query<Answer<readonly Reminder[]>> {
  constructor(
    readonly year: number,
    readonly office: Partial<Office>,
    readonly caller: Caller,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

/** Two versions of a fact compared; without their numbers the newest and the one before. `withheld`: the caller may not see lines. */
export interface DiffView extends DossierKey {
  readonly metric: string;
  readonly name: string;
  readonly withheld: boolean;
  readonly diff: VersionDiff | null;
}

export class DiffQuery extends Query<Answer<DiffView>> {
  constructor(
    readonly key: DossierKey,
    readonly metric: string,
    readonly versions: { readonly from?: number; readonly to?: number },
    readonly caller: Caller,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

/** Every version of a fact: who, when, why, on what evidence, and what it changed. */
export interface TrailView extends DossierKey {
  readonly metric: string;
  readonly name: string;
  readonly versions: readonly TrailEntry[];
}

export class TrailQuery extends Query<Answer<TrailView>> {
  constructor(
    readonly key: DossierKey,
    readonly metric: string,
    readonly caller: Caller,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}
