import { compareIds, type Fraction, fraction, fractionText, type IsoDate } from '#libs/kernel';
import type { FactLine, LineKind, LineOf, Readings } from '#libs/scheme';
import { median } from './median.js';
import type { Levelled, MeasuredLine, MeasureValue, NotCounted } from './input.js';
import type { Roster } from './roster.js';
import { sum } from './values.js';

/** What the lines of a dossier are judged by. No roster: see measures. */
export interface LineContext {
  readonly year: number;
  readonly roster: Roster | undefined;
  readonly readings: Readings;
}

/** A line judged: it counts with what it adds (text for the sheet; `amount` where it is a number, `level` where it has one), or not, and why. */
export type Drawn =
  | { readonly counted: true; readonly contribution: string; readonly amount?: Fraction; readonly level?: Levelled }
  | { readonly counted: false; readonly why: NotCounted };

type Counted = Extract<Drawn, { counted: true }>;

/** How the lines of a kind become one measure. No value: the fact says nothing, as if waived. */
export interface LineRule<Line = FactLine> {
  readonly judge: (line: Line) => Drawn;
  readonly value: (drawn: readonly Counted[]) => MeasureValue | undefined;
  /** A last word on all lines, where whether one counts depends on the others. */
  readonly finish?: (lines: readonly MeasuredLine[]) => readonly MeasuredLine[];
}

type MeasuredKind = Exclude<LineKind, 'tenancy'>;
type Rules = { readonly [K in MeasuredKind]: (context: LineContext) => readonly LineRule<LineOf<K>>[] };

const no = (why: NotCounted): Drawn => ({ counted: false, why });
const yes = (contribution: string): Drawn => ({ counted: true, contribution });
const add = (amount: Fraction): Drawn => ({ counted: true, contribution: fractionText(amount), amount });
const total = (drawn: readonly Counted[]): string => fractionText(sum(drawn.map((each) => each.amount ?? fraction(0))));
const count = (drawn: readonly Counted[]): number => drawn.length;
const contributions = (drawn: readonly Counted[]): string[] => drawn.map((each) => each.contribution);
const levels = (drawn: readonly Counted[]): Levelled[] => drawn.flatMap((each) => (each.level === undefined ? [] : [each.level]));
const only = (drawn: readonly Counted[]): string | undefined => drawn[0]?.contribution;

const inYear = (day: IsoDate, year: number): boolean => day.startsWith(`${year}-`);
/** R4: a tenant on that very day. */
const tenantOn = ({ roster }: LineContext, uscc: string, day: IsoDate): boolean => roster === undefined || roster.tenantOn(uscc, day);
const share = (percent: string | undefined): Fraction => (percent === undefined ? fraction(1) : fraction(percent).div(fraction(100)));

const rules: Rules = {
  enterpriseAmount: (context) => [
    {
      judge: (line) => {
        if (line.scope === 'consolidated') return no('consolidated'); // R24
        if (context.roster !== undefined && !context.roster.tenantIn(line.uscc, context.year)) return no('notOnRoster');
        return add(fraction(line.amount).mul(share(line.share)));
      },
      value: total,
    },
  ],
  parcel: () => [
    {
      // 亩 = m² × 3/2000, exact; shared parcels by recorded share (R18).
      judge: (line) =>
        add(
          fraction(line.area)
            .mul(line.unit === 'm2' ? fraction(3, 2000) : fraction(1))
            .mul(share(line.share)),
        ),
      value: total,
    },
  ],
  choice: () => [{ judge: (line) => yes(line.value), value: only }],
  industryShare: () => [
    {
      // R14: without a clear industry the share is 0.
      judge: (line) => (line.clear ? add(fraction(line.numerator).div(fraction(line.denominator)).mul(fraction(100))) : no('notClear')),
      value: total,
    },
  ],
  chainSupport: (context) => [
    {
      judge: (line) => {
        if (!inYear(line.date, context.year)) return no('otherYear');
        return tenantOn(context, line.uscc, line.date) ? yes('1') : no('notTenantOnDay');
      },
      value: count,
    },
  ],
  aboveScale: (context) => [
    { judge: (line) => inStock(line, context), value: count },
    { judge: (line) => newlyAdded(line, context), value: count },
  ],
  certificate: (context) => [
    {
      judge: (line) => {
        if (!inYear(line.date, context.year)) return no('otherYear');
        if (line.issue === 'renewed') return no('renewed'); // R21
        return tenantOn(context, line.uscc, line.date) ? yes('1') : no('notTenantOnDay');
      },
      value: count,
    },
  ],
  patent: (context) => [
    {
      judge: (line) => {
        if (!inYear(line.date, context.year)) return no('otherYear');
        if (line.origin === 'transferred') return no('transferred'); // R23
        return tenantOn(context, line.uscc, line.date) ? yes('1') : no('notTenantOnDay');
      },
      value: count,
    },
  ],
  flag: () => [{ judge: (line) => yes(String(line.value)), value: (drawn) => only(drawn) === 'true' }],
  service: ({ year }) => [
    {
      // R29: the contract covers the whole of Y.
      judge: (line) =>
        compareIds(line.from, `${year}-01-01`) <= 0 && compareIds(line.to, `${year}-12-31`) >= 0
          ? yes(line.category)
          : no('contractNotCovering'),
      value: contributions,
    },
  ],
  platform: () => [{ judge: (line) => yes(line.kind), value: contributions }],
  setItem: () => [{ judge: (line) => yes(line.item), value: contributions }],
  assessment: ({ readings }) => [assessments(readings.minimumAssessors)],
  recognition: () => [
    // R33: the window is applied where points are given, by the date that stands here.
    { judge: ({ level, date }) => ({ counted: true, contribution: level, level: { level, date } }), value: levels },
  ],
  talentTeam: ({ year }) => [
    {
      judge: ({ level, date }) => (inYear(date, year) ? { counted: true, contribution: level, level: { level, date } } : no('otherYear')),
      value: levels,
    },
  ],
};

/** R19 存量: in the register before Y, still in and still a tenant on 31 December Y. */
function inStock(line: LineOf<'aboveScale'>, context: LineContext): Drawn {
  const lastDay = `${context.year}-12-31`;
  const entered = compareIds(line.batch, `${context.year}-01-01`) < 0;
  const stillIn = line.left === null || compareIds(line.left, lastDay) > 0;
  if (!entered || !stillIn) return no('notInStock');
  return tenantOn(context, line.uscc, lastDay) ? yes('1') : no('notTenantOnDay');
}

/** R19, R20 新增: a batch of Y, gross of later departures, not by relocation, of a tenant on the day of the batch (R4). */
function newlyAdded(line: LineOf<'aboveScale'>, context: LineContext): Drawn {
  if (!inYear(line.batch, context.year)) return no('otherYear');
  if (line.relocated) return no('relocated');
  return tenantOn(context, line.uscc, line.batch) ? yes('1') : no('notTenantOnDay');
}

/** R31: the median of at least so many assessors; fewer give nothing. */
function assessments(minimum: number): LineRule<LineOf<'assessment'>> {
  return {
    judge: (line) => add(fraction(line.points)),
    value: (drawn) => (drawn.length < minimum ? '0' : fractionText(median(drawn.map((each) => each.amount ?? fraction(0))))),
    finish: (lines) => {
      if (lines.filter((line) => line.counted).length >= minimum) return lines;
      return lines.map(({ id, counted, why, source }) => ({
        id,
        counted: false,
        why: counted ? 'tooFewAssessors' : (why ?? 'tooFewAssessors'),
        source,
      }));
    },
  };
}

/** The rules of a kind: one for each measure that its metric gives. */
export function rulesFor(kind: MeasuredKind, context: LineContext): readonly LineRule[] {
  // Each kind's rule reads only lines of that kind: a fact's lines are checked against their kind when they are submitted.
  return rules[kind](context) as unknown as readonly LineRule[];
}
