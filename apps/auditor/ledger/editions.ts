import { auditorErrors as errors } from '../errors.js';
import type { BundleLedger } from './bundle-ledger.js';

/** A result of a year: published, or proposed and not yet final. */
export interface EditionNote {
  readonly year: number;
  readonly edition: number;
  readonly run: number;
  readonly resultHash: string;
  readonly final: boolean;
}

/** Results of a year in the order of their editions; a proposed one that is not final comes last. */
export function editionsOf(ledger: BundleLedger, year: number): EditionNote[] {
  const { published, proposed, phase } = ledger.evaluation(year);
  const final = published.map(({ edition, run, resultHash }) => ({ year, edition, run, resultHash, final: true }));
  if (!proposed || phase === 'finalised' || final.some(({ run }) => run === proposed.run)) return final;
  const { edition, run, resultHash } = proposed;
  return [...final, { year, edition, run, resultHash, final: false }];
}

/** One edition, or the newest where none is named. @throws `auditor.yearUnknown`, `auditor.editionUnknown` */
export function editionOf(ledger: BundleLedger, year: number, edition?: number): EditionNote {
  const found = editionsOf(ledger, year);
  if (!ledger.years.includes(year)) throw errors.error('auditor.yearUnknown', { year, years: ledger.years.join('、') });
  const chosen = edition === undefined ? found.at(-1) : found.find((one) => one.edition === edition);
  if (!chosen)
    throw errors.error('auditor.editionUnknown', { year, edition: edition ?? null, editions: found.map((one) => one.edition).join('、') });
  return chosen;
}
