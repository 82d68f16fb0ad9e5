import { factVisibility, mayShowTotal } from '#libs/access';
import type { Caller } from '#libs/kernel';
import { metricOfMeasure, type Scheme } from '#libs/scheme';
import type { Sheet } from '#libs/scoring';
import type { Why, WhyInput, WhyTerm } from './why.js';

type Tree = Why | Sheet;

/**
 * A sheet as a caller may see it (readings «Confidential»): lines and values of confidential metrics only to whom they may go, best and worst unnamed to
 * parks, and no exact value of a term that would give a hidden total away. What is taken out is marked `withheld`.
 */
export function sheetFor<T extends Tree>(caller: Caller, tree: T, scheme: Scheme): T {
  if (factVisibility(caller, tree.park, { submits: '', verifies: '', confidential: true }) === 'full') return tree;
  return {
    ...tree,
    indicators: tree.indicators.map((indicator) => ({ ...indicator, terms: indicator.terms.map((term) => shown(term as WhyTerm)) })),
  } as T;

  function shown(term: WhyTerm): WhyTerm {
    const terms = term.terms?.map(shown);
    const inputs = term.inputs?.map(shownInput);
    const hides = hidesTotal(term);
    const { best: _best, worst: _worst, ...rest } = term;
    return { ...rest, ...(hides ? { value: null } : {}), ...(terms && { terms }), ...(inputs && { inputs }) };
  }

  function shownInput(input: WhyInput): WhyInput {
    const metric = metricOfMeasure(scheme, input.measure);
    if (!metric) return input;
    const visibility = factVisibility(caller, tree.park, metric);
    if (visibility === 'full') return input;
    const { lines: _lines, history: _history, fact, ...rest } = input;
    const total = visibility === 'total' && totalMayShow(input);
    return { ...rest, value: total ? input.value : null, ...(fact && visibility !== 'none' ? { fact } : {}) };
  }

  /** A term below whose score a confidential total stands: its exact value would let the total be computed back. */
  function hidesTotal(term: WhyTerm): boolean {
    const own = (term.inputs ?? []).some((input) => {
      const metric = metricOfMeasure(scheme, input.measure);
      if (!metric?.confidential) return false;
      const visibility = factVisibility(caller, tree.park, metric);
      return visibility !== 'full' && !(visibility === 'total' && totalMayShow(input));
    });
    return own || (term.operation !== 'efficacy' && (term.terms ?? []).some(hidesTotal) && term.operation !== 'sum');
  }
}

function totalMayShow(input: WhyInput): boolean {
  const amounts = input.lines?.filter((line) => line.counted).map((line) => line.contribution ?? '0') ?? [];
  return amounts.every((amount) => /^-?\d+(?:\.\d+)?$/.test(amount)) && mayShowTotal(amounts);
}
