import { Query } from '@nestjs/cqrs';
import type {
  Act,
  Blocker,
  Clash,
  CorrectionRequest,
  DossierKey,
  DossierState,
  DossierUse,
  FactStatus,
  FactVersion,
  Hold,
  Verdict,
  Waiver,
} from '#libs/dossier';
import type { QueryOptions } from '#libs/event-sourcing';
import type { Answer } from '#libs/http';
import type { Caller } from '#libs/kernel';
import type { FactLine } from '#libs/scheme';
import type { Measure } from '#libs/scoring';

/** One version as far as the caller may see it: lines only with full sight; a total only where it gives nobody away. */
export interface VersionView extends Pick<FactVersion, 'version' | 'status' | 'previous' | 'roster'> {
  readonly delivered: FactVersion['delivered'];
  readonly verified?: Omit<NonNullable<FactVersion['verified']>, 'verdicts'>;
  readonly returned?: FactVersion['returned'];
  readonly withdrawn?: FactVersion['withdrawn'];
  readonly reason?: string;
  readonly note?: string;
  readonly explanation?: FactVersion['explanation'];
  readonly consent?: string;
  readonly documents?: FactVersion['documents'];
  readonly warnings?: FactVersion['warnings'];
  readonly lines?: readonly (FactLine & { readonly verdict: Verdict['verdict'] | null; readonly verdictReason?: string })[];
  readonly lineCount?: number;
  /** Sum of the amounts that are not struck; null where it would give a single enterprise away. */
  readonly total?: string | null;
}

export interface FactView {
  readonly metric: string;
  readonly name: string;
  readonly unit: string | null;
  readonly state: FactStatus;
  readonly waivers: readonly Waiver[];
  readonly declared: boolean;
  readonly reviewed: boolean;
  /** Drawn from a roster that is no longer the frozen one. */
  readonly drawnFromOlderRoster: boolean;
  readonly current?: VersionView;
}

export type FactHistory = Omit<FactView, 'current'> & { readonly versions: readonly VersionView[] };

/** A request for leave to correct; what it says, and what was answered, only with full sight of its metric. */
export type CorrectionRequestView = Pick<CorrectionRequest, 'request' | 'metric' | 'version' | 'ground' | 'by'> &
  Partial<Pick<CorrectionRequest, 'reason' | 'documents'>> & {
    readonly decided: (Act & { readonly granted: boolean; readonly reopens?: number; readonly reason?: string }) | null;
  };

export interface DossierView extends DossierKey {
  readonly opened: DossierState['opened'] | null;
  readonly roster: DossierState['roster'] | null;
  readonly declaration: DossierState['declaration'] | null;
  readonly review: DossierState['review'] | null;
  readonly holds: readonly Hold[];
  readonly requests: readonly CorrectionRequestView[];
  readonly facts: readonly FactView[];
}

export interface BlockersView extends DossierKey {
  readonly use: DossierUse;
  readonly blockers: readonly Blocker[];
}

/** A measure with its provenance, or just its value, or null where the caller may not see it. */
export interface MeasuresView extends DossierKey {
  readonly scheme: { readonly id: string; readonly hash: string };
  readonly measures: readonly {
    readonly measure: string;
    readonly metric: string;
    readonly result: Measure | Pick<Measure, 'value'> | null;
  }[];
}

export interface Progress {
  readonly year: number;
  readonly parks: readonly {
    readonly park: string;
    readonly declared: boolean;
    readonly review: string | null;
    readonly heldBy: readonly number[];
    readonly facts: readonly {
      readonly metric: string;
      readonly state: FactStatus;
      readonly version: number | null;
      readonly deliveredAt: string | null;
      readonly verifiedAt: string | null;
      readonly warnings: number;
    }[];
  }[];
}

export class DossierQuery extends Query<Answer<DossierView>> {
  constructor(
    readonly key: DossierKey,
    readonly caller: Caller,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

export class FactQuery extends Query<Answer<FactHistory>> {
  constructor(
    readonly key: DossierKey,
    readonly metric: string,
    readonly caller: Caller,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

export class BlockersQuery extends Query<Answer<BlockersView>> {
  constructor(
    readonly key: DossierKey,
    readonly use: DossierUse,
    readonly caller: Caller,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

export class MeasuresQuery extends Query<Answer<MeasuresView>> {
  constructor(
    readonly key: DossierKey,
    readonly caller: Caller,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

export class ProgressQuery extends Query<Answer<Progress>> {
  constructor(
    readonly year: number,
    readonly caller: Caller,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

export class ClashesQuery extends Query<Answer<readonly Clash[]>> {
  constructor(
    readonly year: number,
    readonly caller: Caller,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}
