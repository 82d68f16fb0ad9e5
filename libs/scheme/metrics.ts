import { type Static, Type } from '@sinclair/typebox';
import { departments } from '#libs/kernel';
import { lineKinds } from './lines.js';
import { closed, Code, oneOf, Text, TextOrNull } from './vocabulary.js';

/** The days of the road of a claim (R28); each metric names the one by which it is due. */
export const calendarDays = [
  'rosterFrozen',
  'declaration',
  'countyReview',
  'taxDrawn',
  'departments',
  'siteChecks',
  'notice',
  'issued',
  'paid',
] as const;
export type CalendarDay = (typeof calendarDays)[number];

/**
 * A metric: a raw fact that is delivered as lines. A fact is one metric of one park and year.
 *
 * - `lines` is the kind of its lines, `unit` what its decimals are in (null: none), `maxPlaces` the most digits behind the point (null: no decimals).
 * - `submits` and `verifies` are the only departments that may; `anotherPerson` forbids an account to verify what it submitted.
 * - `due` is the calendar day by which it is expected; only closing closes.
 * - `afterRoster`: it is drawn from the frozen roster and refused before. `base`: growth needs it, so that it is also asked for Y−1.
 * - `countyReview`: a claim of the park that passes 属地初审 before it is verified. `confidential`: lines are seen by the delivering department, the
 *   task force and auditors only.
 * - `categories`: the values that the kind's category field may take (null: the kind has none). `cutOff`: 取数时点 (R11). `evidence`: what is asked for.
 */
export const Metric = Type.Object(
  {
    code: Code,
    name: Text,
    lines: oneOf(lineKinds),
    unit: TextOrNull,
    maxPlaces: Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 0, maximum: 12 }),
    submits: oneOf(departments),
    verifies: oneOf(departments),
    anotherPerson: Type.Boolean(),
    countyReview: Type.Boolean(),
    due: oneOf(calendarDays),
    afterRoster: Type.Boolean(),
    base: Type.Boolean(),
    confidential: Type.Boolean(),
    categories: Type.Unsafe<readonly string[] | null>({ type: ['array', 'null'], items: Text, minItems: 1, uniqueItems: true }),
    cutOff: Text,
    evidence: Type.Array(Text),
  },
  closed,
);
export type Metric = Static<typeof Metric>;

/**
 * Whether the task force may waive a metric, with a reason (R45): of the year itself what a park claims or the task force assesses, the roster
 * excepted, for without it nobody counts; of a base year the base metrics, as non-existent.
 */
export function isWaivable(metric: Metric, side: 'current' | 'base'): boolean {
  if (side === 'base') return metric.base;
  return metric.lines !== 'tenancy' && (metric.submits === 'park' || metric.submits === 'taskForce');
}

/**
 * The measures that a metric's lines give: the metric's own code, but two for 规上工业企业, whose one list is split into stock and newly added (R19).
 */
export function measuresOf(metric: Metric): readonly string[] {
  return metric.lines === 'aboveScale' ? [`${metric.code}Stock`, `${metric.code}New`] : [metric.code];
}
