import type { Metric } from '#libs/scheme';
import { claimedMetrics, documentsText, extentText, factOf, type ShownDossier, type ShownFact } from './claims.js';
import { type ColumnOf, numbered } from './table.js';

/** One of the things that a park claims, and what it delivered for it. */
export interface Claim {
  readonly metric: Metric;
  readonly fact: ShownFact | undefined;
}

export function claimsOf(dossier: ShownDossier): readonly Claim[] {
  return claimedMetrics(dossier.scheme).map((metric) => ({ metric, fact: factOf(dossier, metric) }));
}

/** What is claimed, as each of a park's papers begins its table of it. */
export function claimColumns(item: number, extent: number): ColumnOf<Claim>[] {
  return [
    numbered(),
    { header: '申报事项', width: item, cell: ({ metric }) => metric.name },
    { header: '申报内容', width: extent, cell: ({ fact, metric }) => extentText(fact, metric) },
  ];
}

export function evidenceColumn(width: number): ColumnOf<Claim> {
  return { header: '佐证材料', width, cell: ({ fact }) => documentsText(fact?.current?.documents) };
}

export const NO_CLAIMS = '没有申报事项';
