import type { FactLine } from '#libs/scheme';
import type { DeliveredLine } from '../check/index.js';

/** A fact as it stands today: its standing version. */
export interface StandingFact {
  readonly version: number;
  /** `returned` also where single lines were returned: delivering the same again answers the return. */
  readonly status: 'submitted' | 'verified' | 'returned';
  readonly lines: readonly FactLine[];
}

/** A line of the same id with other fields: each changed field in the words of its column. */
export interface ChangedLine {
  readonly id: string;
  readonly before: FactLine;
  readonly after: DeliveredLine;
  readonly fields: readonly { readonly field: string; readonly header: string; readonly before: string; readonly after: string }[];
}

/** Lines and, where lines have amounts, their exact sum: of areas in 亩, of apportioned amounts the park's part. */
export interface FactTotal {
  readonly lines: number;
  readonly sum: string | null;
}

/** What a delivery would do to one fact: `new` nothing stood there, `changed` it is a correction of the version named, `same` nothing to do. */
export interface FactPreview {
  readonly park: string;
  readonly year: number;
  readonly metric: string;
  readonly act: 'new' | 'changed' | 'same';
  /** The version that stands today. */
  readonly version: number | null;
  readonly added: readonly (DeliveredLine & { readonly id: string })[];
  readonly removed: readonly FactLine[];
  readonly changed: readonly ChangedLine[];
  readonly before: FactTotal | null;
  readonly after: FactTotal;
  readonly unit: string | null;
}

/** What accepting a delivery would change against the facts of today. */
export interface Preview {
  readonly facts: readonly FactPreview[];
  /** Expected of the deliverer and neither in the file nor in the ledger. */
  readonly missing: readonly { readonly park: string; readonly metric: string }[];
}
