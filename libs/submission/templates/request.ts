import type { Department, IsoDate } from '#libs/kernel';
import type { Accident } from '#libs/registry';
import type { Scheme } from '#libs/scheme';
import type { AwaitingFact } from '../check/index.js';
import type { LineContent, WorkbookKind } from '../forms/index.js';

/** An enterprise of a park's roster with its stays, both days inclusive; `to` null = still there. */
export interface Tenant {
  readonly uscc: string;
  readonly name: string;
  readonly stays: readonly { readonly from: IsoDate; readonly to: IsoDate | null }[];
}

/** What a template is made of. Gathered before: only what its reader may see, for it prints whatever it is given. */
export interface TemplateRequest {
  readonly kind: WorkbookKind;
  readonly year: number;
  readonly scheme: Scheme;
  /** Who fills it in. */
  readonly department: Department;
  /** The parks that it is about, in their order. */
  readonly parks: readonly { readonly code: string; readonly name: string }[];
  /** Whose amounts are asked for: the frozen roster of the year. */
  readonly tenants?: (park: string) => readonly Tenant[];
  readonly enterpriseName?: (uscc: string) => string | undefined;
  /** Lines to print: what stands, what the tenancy register proposes, what stood last year. Undefined: an empty row for the park. */
  readonly lines?: (park: string, metric: string) => readonly LineContent[] | undefined;
  /** Kind `verification`. */
  readonly awaiting?: readonly AwaitingFact[];
  /** Kind `statements`: a park's registered accidents that stand. */
  readonly accidents?: (park: string) => readonly Accident[];
}
