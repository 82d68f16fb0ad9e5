import { type Fraction, fractionText } from '#libs/kernel';
import type { Readings, RowCode, RuleKind } from '#libs/scheme';
import type { FactReference, Measure, MeasuredLine, MeasureValue } from './input.js';

/** What happened at a term that a reader must know. Texts for people are in render-texts.ts. */
export type Flag =
  | 'noValue' // nothing was measured: no points
  | 'nonPositiveLevel' // R7a: no level points, not in best and worst
  | 'equalReference' // R7: best = worst
  | 'noReference' // R7: no ranked park has a value
  | 'fixedReference' // R7: best and worst are the scheme's
  | 'clamped' // R7: outside best and worst
  | 'boundedGrowth' // R8
  | 'incomparable' // R13: 不可比
  | 'turnaround' // R13: base ≤ 0, value > 0
  | 'bothNonPositive' // R13
  | 'baseNonExistent' // R13
  | 'noComparableParks' // R13 under the average reading
  | 'capped' // at most so many points
  | 'declared' // R17
  | 'notDeclared' // R17: the higher counts
  | 'betterOption' // R17 under the reading that always takes the higher
  | 'chosen' // the option that counts
  | 'belowThreshold'; // R15, R16

/** How a term's value comes from its operands. */
export type Operation =
  | 'measure' // the value of an input
  | 'divide' // first operand ÷ second
  | 'growth' // (current − base) ÷ base, bounded
  | 'efficacy' // factor by 功效系数法
  | 'substitute' // a factor that R13 sets in place of one that can't be compared
  | 'sum'
  | 'multiply' // by the parameters `points` or `each`
  | 'cap' // the sum of the operands, at most `most`
  | 'count'
  | 'steps'
  | 'flag'
  | 'select' // the operand flagged as chosen
  | 'assess'
  | 'lookup';

/** An input of a term: a measure, the fact version behind it and its lines. */
export interface SheetInput {
  readonly side: 'current' | 'base';
  readonly measure: string;
  /** null: the measure is absent, i.e. waived (R45). */
  readonly value: MeasureValue | null;
  readonly fact?: FactReference;
  readonly lines?: readonly MeasuredLine[];
}

/** Best or worst of a comparison: the park (null where the scheme fixes the value) and its exact value. */
export interface Extreme {
  readonly park: string | null;
  readonly value: string;
}

export interface Term {
  readonly code: string;
  readonly operation: Operation;
  /** Exact: an integer or `n/d`; null = there is no value. */
  readonly value: string | null;
  readonly parameters?: Readonly<Record<string, string | null>>;
  readonly flags?: readonly Flag[];
  readonly best?: Extreme;
  readonly worst?: Extreme;
  readonly terms?: readonly Term[];
  readonly inputs?: readonly SheetInput[];
}

export interface Indicator {
  readonly row: RowCode;
  readonly points: string;
  readonly rule: RuleKind;
  /** The readings that the scheme cites for the row, and the values of the parameters that were used. */
  readonly cites: readonly string[];
  readonly readings: Partial<Readings>;
  readonly terms: readonly Term[];
  /** Points before rounding, exact. */
  readonly exact: string;
  /** Points as published, rounded half up (R3). */
  readonly score: string;
}

/**
 * The score sheet of a park (DESIGN §6), hashed as it stands: codes, numbers, references and the engine's version; no prose, time, position or run
 * number. Clauses, labels and formulas are rendered from it and the scheme.
 */
export interface Sheet {
  readonly engine: string;
  readonly scheme: string;
  readonly year: number;
  readonly park: string;
  readonly status: 'ranked' | 'transition' | 'barred';
  readonly reasons?: readonly string[];
  readonly indicators: readonly Indicator[];
  readonly rounding?: { readonly of: 'rows' | 'total'; readonly places: number };
  /** The exact sum that the total was rounded from. */
  readonly exactTotal?: string;
  readonly total?: string;
}

/** What a rule gives for one park: exact points, the terms behind them and the readings that it used. */
export interface RowScore {
  readonly points: Fraction;
  readonly terms: readonly Term[];
  readonly readings: Partial<Readings>;
}

/** Builds a term; empty lists are left out, so that equal terms have equal bytes. */
export function term(
  code: string,
  operation: Operation,
  value: Fraction | null,
  more: Omit<Term, 'code' | 'operation' | 'value'> = {},
): Term {
  const { flags: marked, terms, inputs, ...rest } = more;
  return {
    code,
    operation,
    value: value === null ? null : fractionText(value),
    ...rest,
    ...(marked !== undefined && marked.length > 0 ? { flags: marked } : {}),
    ...(terms !== undefined && terms.length > 0 ? { terms } : {}),
    ...(inputs !== undefined && inputs.length > 0 ? { inputs } : {}),
  };
}

/** The input that a term reads. */
export function inputOf(side: 'current' | 'base', code: string, measure: Measure | undefined): SheetInput {
  if (measure === undefined) return { side, measure: code, value: null };
  return {
    side,
    measure: code,
    value: measure.value,
    ...(measure.fact === undefined ? {} : { fact: measure.fact }),
    ...(measure.lines === undefined ? {} : { lines: measure.lines }),
  };
}
