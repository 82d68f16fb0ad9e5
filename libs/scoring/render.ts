import { type Clause, findRow, readingText, type Scheme } from '#libs/scheme';
import type { BarReason } from './eligibility.js';
import { formula, shown } from './formula.js';
import type { MeasuredLine } from './input.js';
import { barTexts, ERASED_TEXT, flagTexts, measureText, notCountedTexts, termText, valueText } from './render-texts.js';
import type { Extreme, Indicator, Sheet, SheetInput, Term } from './sheet.js';

/** A score sheet for people: the hashed sheet with names, clause, readings and each formula written out with its numbers, in Chinese. */
export interface RenderedSheet {
  readonly park: string;
  readonly year: number;
  readonly status: Sheet['status'];
  /** 「依据为征求意见稿」 where it is one (R27). */
  readonly basisNotice?: string;
  readonly reasons: readonly { readonly code: string; readonly text: string }[];
  readonly indicators: readonly RenderedIndicator[];
  readonly total?: string;
  readonly totalFormula?: string;
}

export interface RenderedIndicator {
  readonly row: string;
  readonly name: string;
  readonly points: string;
  readonly score: string;
  /** How the exact points became the score. */
  readonly rounding: string;
  readonly clause: Clause;
  readonly readings: readonly { readonly number: string; readonly text: string }[];
  readonly terms: readonly RenderedTerm[];
}

export interface RenderedTerm {
  readonly code: string;
  readonly label: string;
  readonly value: string;
  readonly formula: string;
  readonly notes: readonly string[];
  readonly best?: Extreme;
  readonly worst?: Extreme;
  readonly terms: readonly RenderedTerm[];
  readonly inputs: readonly RenderedInput[];
}

export interface RenderedInput extends Omit<SheetInput, 'lines'> {
  readonly label: string;
  /** The value as people read it; — where there is none or it is withheld. */
  readonly text: string;
  readonly unit: string | null;
  /** The year that the input is about. */
  readonly year: number;
  /** Each with its contribution as people read it. */
  readonly lines: readonly (MeasuredLine & { readonly text?: string; readonly note?: string })[];
}

/** Renders a sheet under the scheme that it names. */
export function renderSheet(sheet: Sheet, scheme: Scheme): RenderedSheet {
  const parts = sheet.indicators.map((each) => shown(sheet.rounding?.of === 'total' ? each.exact : each.score));
  return {
    park: sheet.park,
    year: sheet.year,
    status: sheet.status,
    ...(scheme.basis.status === 'consultationDraft' ? { basisNotice: '依据为征求意见稿' } : {}),
    reasons: (sheet.reasons ?? []).map((code) => ({ code, text: barTexts[code as BarReason] })),
    indicators: sheet.indicators.map((each) => indicator(each, sheet, scheme)),
    ...(sheet.total === undefined ? {} : { total: sheet.total, totalFormula: `${parts.join(' + ')} = ${sheet.total}` }),
  };
}

function indicator(each: Indicator, sheet: Sheet, scheme: Scheme): RenderedIndicator {
  const row = findRow(scheme, each.row);
  return {
    row: each.row,
    name: row.name,
    points: each.points,
    score: each.score,
    rounding: `${shown(each.exact)} → ${each.score}`,
    clause: row.clause,
    readings: each.cites.map((number) => ({ number, text: readingText(number, scheme.readings) })),
    terms: each.terms.map((part) => renderTerm(part, sheet.year, scheme)),
  };
}

function renderTerm(term: Term, year: number, scheme: Scheme): RenderedTerm {
  const { best, worst } = term;
  return {
    code: term.code,
    label: termText(term.code, scheme),
    value: term.value === null ? ('withheld' in term ? '不公开' : '无') : shown(term.value),
    formula: formula(term),
    notes: (term.flags ?? []).map((flag) => flagTexts[flag]),
    ...(best === undefined ? {} : { best }),
    ...(worst === undefined ? {} : { worst }),
    terms: (term.terms ?? []).map((part) => renderTerm(part, year, scheme)),
    inputs: (term.inputs ?? []).map((given) => renderInput(given, year, scheme)),
  };
}

function renderInput(given: SheetInput, year: number, scheme: Scheme): RenderedInput {
  const { lines = [], ...rest } = given;
  const metric = scheme.metrics.find((each) => each.code === given.fact?.metric || each.code === given.measure);
  return {
    ...rest,
    label: measureText(given.measure, scheme),
    text: valueText(given.value),
    unit: metric?.lines === 'industryShare' ? '%' : (metric?.unit ?? null),
    year: given.side === 'base' ? year - 1 : year,
    lines: lines.map((line) => {
      const notes = [...(line.why === undefined ? [] : [notCountedTexts[line.why]]), ...('erased' in line ? [ERASED_TEXT] : [])];
      return {
        ...line,
        ...(line.contribution === undefined ? {} : { text: contributionText(line.contribution) }),
        ...(notes.length === 0 ? {} : { note: notes.join('；') }),
      };
    }),
  };
}

/** A line contributes an amount, or a code word of its kind (a level, an item). */
function contributionText(contribution: string): string {
  return /^-?\d+(?:[./]\d+)?$/.test(contribution) ? shown(contribution) : contribution;
}
