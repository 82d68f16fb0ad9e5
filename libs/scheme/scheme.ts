import { type Static, Type } from '@sinclair/typebox';
import { departments } from '#libs/kernel';
import { Metric } from './metrics.js';
import { Readings } from './readings.js';
import { Row } from './rules.js';
import { Amount, closed, Code, DayOrNull, MonthDay, oneOf, Text, TextOrNull } from './vocabulary.js';

/** What the scheme rests on (R27). While `status` is consultationDraft (征求意见稿), adoption needs a named override and every sheet says so. */
const Basis = Type.Object(
  { title: Text, number: TextOrNull, date: DayOrNull, validUntil: DayOrNull, status: oneOf(['consultationDraft', 'inForce']) },
  closed,
);

/** 行政区划代码 (GB/T 2260). */
const DivisionCode = Type.String({ pattern: '^\\d{6}$' });

/** The steps of the road of a claim, in their order, and who takes each. */
export const roadSteps = ['declaration', 'countyReview', 'verification', 'siteCheck', 'meeting', 'notice', 'approval', 'issue'] as const;
export type RoadStep = (typeof roadSteps)[number];
const Step = Type.Object({ who: oneOf([...departments, 'verifier']), required: Type.Boolean(), about: Text }, closed);

const Calendar = Type.Object(
  {
    rosterFrozen: MonthDay,
    declaration: MonthDay,
    countyReview: MonthDay,
    taxDrawn: MonthDay,
    departments: MonthDay,
    siteChecks: MonthDay,
    notice: MonthDay,
    issued: MonthDay,
    paid: MonthDay,
  },
  closed,
);

/** Whom a site check visits (R28): provisional A and C, who is within `margin` points of the last A, and a seeded sample. */
const SiteChecks = Type.Object(
  { provisionalA: Type.Boolean(), provisionalC: Type.Boolean(), margin: Amount, sample: Amount, persons: Type.Integer({ minimum: 1 }) },
  closed,
);

/**
 * What the steps of the road demand besides being taken. Each key stands for itself; one that is absent asks for nothing, so that a scheme adopted before a
 * demand could be made keeps its meaning and its hash.
 */
const Demands = Type.Object(
  {
    /** The park's signed 承诺书 comes with its declaration. */
    commitment: Type.Optional(Type.Literal('signed')),
    /**
     * A park explains in writing a claim that differs from last year's confirmed value by `share` of it or more (0.50 = half), and by `smallest` of its kind of
     * value at least: sums in 万元, areas in 亩, percentages in points, lists in lines. What a department delivers itself is only warned about.
     */
    explanation: Type.Optional(
      Type.Object(
        { share: Amount, smallest: Type.Object({ amount: Amount, area: Amount, percent: Amount, count: Amount }, closed) },
        closed,
      ),
    ),
    /**
     * A correction behind the metric's due day (on a day off: the next working day) needs the task force's consent, unless the park has
     * not declared it yet or it answers a return.
     */
    lateCorrections: Type.Optional(Type.Literal('consent')),
    /** Site checks are planned for the run that is finalised, by as many persons as `siteChecks.persons` says, with so many photos at least, and passed. */
    siteChecks: Type.Optional(Type.Object({ photos: Type.Integer({ minimum: 0 }) }, closed)),
    /** Proof that the notice was published in time; its conclusion (how many objections came, none included) before finalising. */
    notice: Type.Optional(Type.Object({ proof: Type.Boolean(), conclusion: Type.Boolean() }, closed)),
    /** An objection is assigned to an office that answers it within so many working days, and is resolved after that. */
    objections: Type.Optional(Type.Object({ answerWorkingDays: Type.Integer({ minimum: 1, maximum: 250 }) }, closed)),
  },
  closed,
);
export type Demands = Static<typeof Demands>;

/** Recognition (认定): each check by its code, with the number that it compares with where it has one. */
const Recognition = Type.Object(
  {
    minimumMonths: Type.Integer({ minimum: 0 }),
    minimumLandMu: Amount,
    minimumFloorM2: Amount,
    landComparedPlaces: Type.Integer({ minimum: 0, maximum: 6 }),
    minimumSmallShare: Amount,
    minimumManufacturers: Type.Integer({ minimum: 0 }),
    checks: Type.Array(Type.Object({ code: Code, text: Text, evidence: Type.Array(Text) }, closed), { minItems: 1 }),
  },
  closed,
);

/**
 * A rule set, whole and explicit: what is not in it has no default anywhere. It is data for any year; an evaluation names the year.
 * Years of `validity` are performance years, both inclusive; `to` null = open.
 */
export const Scheme = Type.Object(
  {
    format: Type.Literal('parkledger-scheme/1'),
    id: Type.String({ pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$', maxLength: 60 }),
    title: Text,
    /** `counties`: the names of its counties, for people; a code that is not there is shown as it is. */
    jurisdiction: Type.Object(
      { code: DivisionCode, name: Text, counties: Type.Optional(Type.Array(Type.Object({ code: DivisionCode, name: Text }, closed))) },
      closed,
    ),
    validity: Type.Object(
      {
        from: Type.Integer({ minimum: 1949, maximum: 9999 }),
        to: Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 1949, maximum: 9999 }),
      },
      closed,
    ),
    basis: Basis,
    /** Values that are drafts of the program and need a named confirmation at adoption (R32, R37). */
    drafts: Type.Object({ bonus: Type.Boolean(), vetoSeverity: Type.Boolean() }, closed),
    totalPoints: Amount,
    rows: Type.Array(Row, { minItems: 1 }),
    metrics: Type.Array(Metric, { minItems: 1 }),
    readings: Readings,
    road: Type.Object(
      {
        declaration: Step,
        countyReview: Step,
        verification: Step,
        siteCheck: Step,
        meeting: Step,
        notice: Step,
        approval: Step,
        issue: Step,
      },
      closed,
    ),
    /** Days of Y+1 (R28). */
    calendar: Calendar,
    siteChecks: SiteChecks,
    demands: Type.Optional(Demands),
    industries: Type.Object(
      { perZoneAtMost: Type.Integer({ minimum: 1 }), list: Type.Array(Type.Object({ code: Code, name: Text }, closed), { minItems: 1 }) },
      closed,
    ),
    recognition: Recognition,
    /** 成长型企业培育库: revenue (万元) of 规上, and from what share of it on an enterprise is near. */
    cultivationPool: Type.Object({ threshold: Amount, nearShare: Amount }, closed),
    targets: Type.Array(
      Type.Object(
        { code: Code, text: Text, by: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), atLeast: Type.Integer({ minimum: 0 }) },
        closed,
      ),
    ),
  },
  closed,
);
export type Scheme = Static<typeof Scheme>;
