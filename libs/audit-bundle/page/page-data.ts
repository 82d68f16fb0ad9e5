import type { RenderedSheet } from '#libs/scoring';
import type { BundleKind } from '../manifest.js';
import type { ResultRow } from '../result-file.js';

/** What the page shows, as it stands in index.html. */
export interface PageData {
  readonly kind: BundleKind;
  readonly jurisdiction: string;
  readonly sample: boolean;
  readonly ledgerId: string;
  readonly origin: string;
  readonly size: string;
  readonly root: string;
  readonly checkpoint: string;
  readonly verifierKeys: readonly string[];
  /** Years asked for without a finalised edition. */
  readonly open: readonly number[];
  readonly editions: readonly PageEdition[];
}

export interface PageEdition {
  readonly year: number;
  readonly edition: number;
  readonly resultDay: string;
  readonly engine: string;
  readonly resultHash: string;
  readonly finalised: { readonly eventId: string; readonly index: string };
  readonly scheme: { readonly title: string; readonly hash: string; readonly basisNotice: string | null };
  readonly rows: readonly PageRow[];
  readonly ranked: number;
  readonly tiers: { readonly A: number; readonly B: number; readonly C: number };
  readonly parks: readonly PagePark[];
}

/** A row of the scheme. */
export interface PageRow {
  readonly code: string;
  readonly name: string;
  readonly points: string;
  readonly place: string;
  readonly text: string;
  readonly dataSource: string;
}

export interface PagePark extends Omit<ResultRow, 'reasons' | 'held'> {
  readonly reasons: readonly string[];
  readonly held: string | null;
  /** Name of the script that holds the sheet; null where there is none. */
  readonly sheet: string | null;
}

/** A score sheet as the page shows it: numbers written out. */
export type PageSheet = RenderedSheet;

/** A value as the source of a script: what could end the script, or begin another one, is escaped. */
export function asScript(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
