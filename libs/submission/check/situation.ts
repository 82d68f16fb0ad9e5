import type { ClaimSet } from '#libs/dossier';
import type { Accident } from '#libs/registry';
import type { Department, IsoDate } from '#libs/kernel';
import type { FactLine, Scheme } from '#libs/scheme';
import type { WorkbookKind } from '../forms/index.js';

/** A fact that awaits its verifier's verdict. */
export interface AwaitingFact {
  readonly park: string;
  readonly metric: string;
  readonly version: number;
  readonly lines: readonly FactLine[];
  /** The account that delivered it: it may not verify it. */
  readonly deliveredBy: string;
}

/** What a workbook is checked against. Gathered before the check, which reads nothing itself. */
export interface CheckSituation {
  readonly kind: WorkbookKind;
  readonly year: number;
  readonly scheme: Scheme;
  /** Today in China. */
  readonly today: IsoDate;
  /** SHA-256 of the file: every line says where it stands. */
  readonly hash: string;
  readonly caller: {
    readonly account: string;
    readonly department: Department;
    /** Of a park's account: its park. */
    readonly park?: string;
  };
  /** Names of the registered parks by code. `mine` tells which of them the caller may write of; absent: all, or a park's own. */
  readonly parks: ReadonlyMap<string, string>;
  readonly mine?: (park: string) => boolean;
  /** The registered name of an enterprise; undefined where the register does not know it. */
  readonly enterpriseName?: (uscc: string) => string | undefined;
  /** Codes of the enterprises on a park's roster of the year; undefined where there is none. */
  readonly tenants?: (park: string) => ReadonlySet<string> | undefined;
  /** What parks claim today in the year's dossiers (R5), as far as it may meet what is delivered. */
  readonly claims?: readonly ClaimSet[];
  /** Kind `verification`: the facts that await the department. */
  readonly awaiting?: readonly AwaitingFact[];
  /** Kind `statements`: a park's registered accidents that stand. */
  readonly accidents?: (park: string) => readonly Accident[];
  /** Kind `statements`: whether a document is in the evidence store. */
  readonly isDelivered?: (hash: string) => boolean;
}
