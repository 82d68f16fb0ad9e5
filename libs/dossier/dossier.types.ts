import type { DocumentRef } from '#libs/evidence';
import type { IsoInstant } from '#libs/kernel';
import type { FactLine } from '#libs/scheme';
import type { DossierUse, Verdict, WaiverKind, Warning } from './events.js';

/** Who did something when, and the event that says so. */
export interface Act {
  readonly account: string;
  readonly at: IsoInstant;
  readonly eventId: string;
  readonly revision: number;
}

export type VersionStatus = 'submitted' | 'verified' | 'returned' | 'withdrawn' | 'superseded';
/** Where a version stands, as people read it. */
export const versionStatusNames: Readonly<Record<VersionStatus, string>> = {
  submitted: '待核实',
  verified: '已核实',
  returned: '已退回',
  withdrawn: '已撤回',
  superseded: '已被更正取代',
};

/** One version of a fact: what was delivered, by whom, and what became of it. */
export interface FactVersion {
  readonly version: number;
  readonly status: VersionStatus;
  readonly lines: readonly FactLine[];
  readonly documents: readonly DocumentRef[];
  readonly warnings: readonly Warning[];
  readonly note?: string;
  /** Why it was corrected (versions after a correction). */
  readonly reason?: string;
  readonly previous?: number;
  /** Frozen version of the roster that it was drawn from. */
  readonly roster?: number;
  /** The granted request by which it was corrected behind its due day. */
  readonly consent?: string;
  /** Why it differs so much from last year's confirmed value. */
  readonly explanation?: Act & { readonly text: string; readonly documents: readonly DocumentRef[] };
  readonly delivered: Act;
  readonly verified?: Act & { readonly verdicts: readonly Verdict[] };
  readonly returned?: Act & { readonly reason: string };
  readonly withdrawn?: Act & { readonly reason: string };
}

export interface Waiver {
  readonly kind: WaiverKind;
  readonly reason: string;
  readonly document?: DocumentRef;
  readonly by: Act;
}

/** One metric of the dossier with all its versions, the newest last. */
export interface FactState {
  readonly metric: string;
  readonly versions: readonly FactVersion[];
  readonly waivers: readonly Waiver[];
  /** Whether the park's signed declaration, and then the county's passed review, covered this fact (each later correction included). */
  readonly declared: boolean;
  readonly reviewed: boolean;
}

/** Leave to correct a version, asked for and, in time, decided by the task force. */
export interface CorrectionRequest {
  readonly request: string;
  readonly metric: string;
  readonly version: number;
  /** What stands in the way of correcting at once: the metric's due day has passed, or the dossier is closed. */
  readonly ground: 'late' | 'closed';
  readonly reason: string;
  readonly documents: readonly DocumentRef[];
  readonly by: Act;
  readonly decided?: Act & {
    readonly granted: boolean;
    readonly reason: string;
    readonly document?: DocumentRef;
    readonly reopens?: number;
  };
}

/** An evaluation that holds the dossier closed. */
export interface Hold {
  readonly evaluation: number;
  readonly edition: number;
  readonly attempt: number;
  readonly use: DossierUse;
}

export interface DossierState {
  readonly opened?: {
    readonly park: string;
    readonly year: number;
    readonly evaluation: number;
    readonly scheme: { readonly id: string; readonly hash: string };
    readonly at: IsoInstant;
  };
  readonly facts: Readonly<Record<string, FactState>>;
  /** The roster that is frozen: metric and version. */
  readonly roster?: { readonly metric: string; readonly version: number };
  readonly declaration?: Act & { readonly commitment?: DocumentRef };
  readonly review?: Act & { readonly opinion: 'passed' | 'returned'; readonly text: string };
  readonly holds: readonly Hold[];
  /** Requests for leave to correct, in their order. */
  readonly requests: readonly CorrectionRequest[];
  /** The last reopening by document: since then the dossier is open for correction by the task force's own decision. */
  readonly reopened?: Act & { readonly evaluation: number; readonly edition: number };
  /** Attempts at closing that were released: a late command of one of them comes to nothing. */
  readonly over: readonly Omit<Hold, 'use'>[];
}
