import type { StoredEvent } from '#libs/event-store';
import type { Scheme } from '#libs/scheme';
import { type Sheet, shown, type Term } from '#libs/scoring';

/** Texts of a ledger that no public bundle may have, by what they are. */
export interface Confidential {
  readonly amounts: ReadonlySet<string>;
  /** Codes of enterprises that have amounts. */
  readonly enterprises: ReadonlySet<string>;
  /** Totals of parks, and exact values made from them, best and worst among them. */
  readonly totals: ReadonlySet<string>;
  /** Unsalted hashes over what could be guessed. */
  readonly hashes: ReadonlySet<string>;
}

/** Everything confidential that these events and sheets hold (readings, «Confidential»). */
export function confidentialIn(events: readonly Omit<StoredEvent, 'position'>[], scheme: Scheme, sheets: readonly Sheet[]): Confidential {
  const closed = new Set(scheme.metrics.filter(({ confidential }) => confidential).map(({ code }) => code));
  const found = { amounts: new Set<string>(), enterprises: new Set<string>(), totals: new Set<string>(), hashes: new Set<string>() };
  for (const { type, data } of events) {
    const read = JSON.parse(data) as {
      readonly metric?: string;
      readonly lines?: readonly { readonly uscc?: string; readonly amount?: string; readonly source: { readonly hash: string } }[];
      readonly inputs?: readonly { readonly factsHash: string }[];
      readonly sheetHash?: string;
    };
    if (type === 'RunInputsPinned') read.inputs?.forEach(({ factsHash }) => found.hashes.add(factsHash));
    if (read.sheetHash !== undefined) found.hashes.add(read.sheetHash);
    if (read.metric === undefined || !closed.has(read.metric)) continue;
    for (const { uscc, amount, source } of read.lines ?? []) {
      found.hashes.add(source.hash);
      if (uscc !== undefined) found.enterprises.add(uscc);
      if (amount !== undefined) found.amounts.add(amount);
    }
  }
  for (const { indicators } of sheets) {
    for (const { row, terms } of indicators)
      if (['taxPerMu', 'revenuePerMu', 'rdExpense'].includes(row)) collect(terms, closed, found.totals);
  }
  return found;
}

function collect(terms: readonly Term[], closed: ReadonlySet<string>, totals: Set<string>): void {
  for (const { best, worst, inputs = [], terms: below = [] } of terms) {
    const values = inputs.flatMap(({ measure, value }) => (closed.has(measure) && value !== null ? [String(value)] : []));
    for (const value of [best?.value, worst?.value, ...values]) if (value !== undefined) totals.add(value).add(shown(value));
    collect(below, closed, totals);
  }
}

/** Whether a value is one of its own: a small whole number stands in every text, as a rank or an index. */
export const isDistinct = (value: string): boolean => /[./]|\d{4}/.test(value);

/** Whether a text has a value as a word of its own, not as a part of a longer number. */
export function says(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    if (!/[\w.]/.test(text.charAt(at - 1)) && !/^\.?\w/.test(text.slice(at + value.length, at + value.length + 2))) return true;
  }
  return false;
}
