import type { MeasuredLine, Sheet, SheetInput, Term } from '#libs/scoring';
import type { Why } from './why.js';

/** A line whose file was erased: it counts as it did, but its source can't be opened any more. Only what is shown says so; the hashed sheet stays as it is. */
export type ErasableLine = MeasuredLine & { readonly erased?: true };

/** Marks every line of a sheet that was taken from a file which has been erased since. */
export function withErasures<T extends Why | Sheet>(tree: T, erasedFiles: ReadonlySet<string>): T {
  if (erasedFiles.size === 0) return tree;
  const line = (one: MeasuredLine): ErasableLine => (erasedFiles.has(one.source.hash) ? { ...one, erased: true } : one);
  const input = <I extends SheetInput>(one: I): I => (one.lines ? { ...one, lines: one.lines.map(line) } : one);
  const term = <E extends Term>(one: E): E => ({
    ...one,
    ...(one.terms ? { terms: one.terms.map(term) } : {}),
    ...(one.inputs ? { inputs: one.inputs.map(input) } : {}),
  });
  return { ...tree, indicators: tree.indicators.map((indicator) => ({ ...indicator, terms: indicator.terms.map(term) })) };
}
