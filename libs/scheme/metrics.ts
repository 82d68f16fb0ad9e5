import { type Static, Type } from '@sinclair/typebox';
import { departments } from '#libs/kernel';
import { lineKinds } from './lines.js';

const closed = { additionalProperties: false } as const;

/** One of several texts, as a TypeBox union of literals. */
export function oneOf<const T extends readonly string[]>(values: T) {
  return Type.Unsafe<T[number]>(Type.Union(values.map((value) => Type.Literal(value))));
}

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
    code: Type.String({ pattern: '^[a-z][A-Za-z0-9]*$' }),
    name: Type.String({ minLength: 1 }),
    lines: oneOf(lineKinds),
    unit: Type.Union([Type.String({ minLength: 1 }), Type.Null()]),
    maxPlaces: Type.Union([Type.Integer({ minimum: 0, maximum: 12 }), Type.Null()]),
    submits: oneOf(departments),
    verifies: oneOf(departments),
    anotherPerson: Type.Boolean(),
    countyReview: Type.Boolean(),
    due: oneOf(calendarDays),
    afterRoster: Type.Boolean(),
    base: Type.Boolean(),
    confidential: Type.Boolean(),
    categories: Type.Union([Type.Array(Type.String({ minLength: 1 }), { minItems: 1, uniqueItems: true }), Type.Null()]),
    cutOff: Type.String({ minLength: 1 }),
    evidence: Type.Array(Type.String({ minLength: 1 })),
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
