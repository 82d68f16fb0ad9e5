import type { CellError } from '#libs/spreadsheets';
import type { Severity } from '#libs/registry';
import type { FactLine } from '#libs/scheme';
import type { DocumentRef } from '#libs/evidence';
import type { Verdict } from '#libs/dossier';

/** One thing that is wrong or looks odd, where a person finds it: sheet, row as the spreadsheet counts, column by its header in the file (null: the whole row or sheet). */
export type RowError = CellError;

/** A line as a dossier takes it: its fields and their place; the ledger derives the id itself. */
export type DeliveredLine = Readonly<Record<string, unknown>> & { readonly source: FactLine['source'] };

/** What a workbook says of one park's year: whole lists, an empty one where it says 无. */
export interface DossierDelivery {
  readonly park: string;
  readonly year: number;
  readonly facts: readonly { readonly metric: string; readonly lines: readonly DeliveredLine[] }[];
}

/** What a verifier's workbook says of one park's year: a verdict on every line of the facts that it decides. */
export interface DossierVerdicts {
  readonly park: string;
  readonly year: number;
  readonly facts: readonly { readonly metric: string; readonly version: number; readonly verdicts: readonly Verdict[] }[];
}

/** An accident as 应急 states it; severity null = not graded yet. */
export interface StatedAccident {
  readonly accident: string;
  readonly date: string;
  readonly severity: Severity | null;
  readonly report?: DocumentRef;
}

/** 应急's statement for one park and year: its accidents, or none. */
export interface ParkStatement {
  readonly park: string;
  readonly year: number;
  readonly accidents: readonly StatedAccident[];
}

/** A workbook as checked. Where there is an error, nothing of it may be accepted; warnings hinder nothing. */
export interface CheckedWorkbook {
  readonly errors: readonly RowError[];
  readonly warnings: readonly RowError[];
  /** Rows that were read as lines, verdicts or statements. */
  readonly rows: number;
  /** Kinds `delivery`, `declaration`, `roster`: by park, in the file's order. */
  readonly deliveries: readonly DossierDelivery[];
  /** Kind `verification`. */
  readonly verdicts: readonly DossierVerdicts[];
  /** Kind `statements`. */
  readonly statements: readonly ParkStatement[];
}
