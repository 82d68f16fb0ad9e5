import { type Static, Type } from '@sinclair/typebox';
import { rowCodes } from './rules.js';
import { Amount, closed, DecimalOrNull, DecimalText, MonthDay, oneOf, Text } from './vocabulary.js';

const Reference = Type.Object({ best: DecimalText, worst: DecimalText }, closed);

/** Best and worst that take the place of the park's peers, by `indicator.level` or `indicator.growth` (R7). */
const FixedReferences = Type.Partial(
  Type.Object({
    'taxPerMu.level': Reference,
    'taxPerMu.growth': Reference,
    'revenuePerMu.level': Reference,
    'revenuePerMu.growth': Reference,
    'rdExpense.level': Reference,
    'rdExpense.growth': Reference,
  }),
  closed,
);

const PointsByLevel = Type.Record(Type.String({ minLength: 1 }), Amount);

/** The bonus table (R32) and the years that 近三年 covers, Y included (R33). A level that is not in the table earns nothing. */
const BonusTable = Type.Object(
  { recognition: PointsByLevel, talent: PointsByLevel, window: Type.Integer({ minimum: 1, maximum: 50 }) },
  closed,
);

/** What equal totals are told apart by (R34t): a row as rounded, or `X.level`, the exact value untouched by R7a and R8. */
export const tieBreakers = [...rowCodes, 'taxPerMu.level', 'revenuePerMu.level', 'rdExpense.level'] as const;
export type TieBreaker = (typeof tieBreakers)[number];

/** Severities of accidents, rising: 一般, 较大, 重大, 特别重大 (statutory levels). */
export const severities = ['ordinary', 'serious', 'major', 'extreme'] as const;
export type Severity = (typeof severities)[number];

/** Readings that change how points are computed. Their keys are those of the golden cases. */
const scoreReadings = {
  rounding: oneOf(['rows', 'total']), // R3
  places: Type.Integer({ minimum: 0, maximum: 30 }), // R3
  efficacyBase: oneOf(['0.6', '0.2', '0']), // R7
  equalReference: oneOf(['full', 'base']), // R7
  fixedReferences: FixedReferences, // R7
  nonPositiveLevel: oneOf(['zero', 'base']), // R7a
  growthOf: oneOf(['perMu', 'total']), // R8
  growthCap: DecimalOrNull, // R8
  levelShare: DecimalText, // R9
  growthShare: DecimalText, // R9
  incomparableGrowth: oneOf(['byCase', 'worst', 'average', 'level-only']), // R13
  clusteringSteps: oneOf(['steps', 'linear']), // R15, R16
  clusteringSelection: oneOf(['declared', 'best']), // R17
  platforms: oneOf(['each', 'type']), // R30
  facilities: oneOf(['each', 'all']), // R31
  digitalManagement: oneOf(['checklist', 'assessed']), // R31
  bonus: BonusTable, // R32, R33
};

/** Readings that change who takes part, tiers and money. Their keys are those of the golden cases. */
const rankReadings = {
  tierASize: Type.Integer({ minimum: 0, maximum: 10_000 }), // R34
  tierAMinScore: DecimalOrNull, // R34
  tierCMaxShare: DecimalText, // R35
  tierCScoreBelow: DecimalOrNull, // R35
  tieBreakers: Type.Array(oneOf(tieBreakers), { uniqueItems: true }), // R34t
  transition: oneOf(['choice', 'unranked']), // R36
  vetoSeverity: oneOf(['major', 'serious']), // R37
  awards: Type.Array(Amount), // R41
  awardOthers: Amount, // R41
};

/** What readings.md settles without offering an alternative, or leaves to a number or a name in the scheme. */
const settledReadings = {
  performanceYear: oneOf(['precedingYear']), // R2: an evaluation carried out in Y+1 judges Y
  growthBaseYear: oneOf(['precedingYear']), // R2: growth compares Y with Y−1
  whoCounts: oneOf(['tenantOnDay']), // R4
  duplicates: oneOf(['warnThenBlock']), // R5
  boundaries: oneOf(['inclusive']), // R6
  tax: Type.Object(
    { kinds: Type.Array(Text, { minItems: 1, uniqueItems: true }), paidBy: MonthDay, refunds: oneOf(['beforeRefunds']) },
    closed,
  ), // R10
  lateReturns: oneOf(['onReopeningOnly']), // R11
  rdExpenseSource: Type.Object({ formLine: Text, nothingClaimed: oneOf(['zero']) }, closed), // R12
  leadingIndustryBasis: oneOf(['revenue', 'enterpriseCount', 'output']), // R14
  unclearIndustry: oneOf(['zero']), // R14
  land: Type.Object(
    {
      inUseOn: MonthDay,
      sharedParcels: oneOf(['byRecordedShare']),
      mergedBase: oneOf(['sumOfPredecessors']),
      splitBase: oneOf(['byRoster']),
    },
    closed,
  ), // R18
  aboveScale: Type.Object(
    {
      stock: oneOf(['enteredBeforeYearStillIn']),
      added: oneOf(['batchOfYear']),
      relocated: oneOf(['excluded']),
      departures: oneOf(['gross']),
    },
    closed,
  ), // R19, R20
  renewals: oneOf(['excluded']), // R21
  caps: oneOf(['independent']), // R22
  transfers: oneOf(['excluded']), // R23
  sitesElsewhere: oneOf(['partInPark']), // R24
  consolidatedFigures: oneOf(['refused']), // R24
  flags: oneOf(['allOrNothing']), // R29
  minimumAssessors: Type.Integer({ minimum: 3, maximum: 99 }), // R31
  confirmBelowRanked: Type.Integer({ minimum: 0, maximum: 10_000 }), // R34
  blockingTies: oneOf(['ruling']), // R34t
  transitionMonths: Type.Integer({ minimum: 0, maximum: 24 }), // R36
  ungradedAccident: oneOf(['awardHeld']), // R37
  accidentWindow: Type.Object({ from: MonthDay, to: oneOf(['resultDay']) }, closed), // R38
  nestedParks: oneOf(['barred']), // R39
  barredParks: oneOf(['leaveBeforeRanking']), // R40
  teamShareMax: DecimalText, // R41
  awardUses: Type.Array(Text, { minItems: 1, uniqueItems: true }), // R41
  otherAwardUse: oneOf(['reasonAndWarning']), // R41
  corrections: oneOf(['newEdition']), // R42
  noticeWorkingDays: Type.Integer({ minimum: 1, maximum: 60 }), // R43
  liveYear: oneOf(['sealedUntilLocked']), // R44
  falseEvidence: Type.Object({ award: oneOf(['recoveredByDecision']), barYears: Type.Integer({ minimum: 0, maximum: 20 }) }, closed), // R25
  approval: Type.Array(oneOf(['minutes', 'consent', 'notice']), { minItems: 1, uniqueItems: true }), // R26
  unsubmittedMetric: oneOf(['blocksClosing']), // R45
  dayOfJudgement: MonthDay, // R46
};

/** Every reading of the policy as a parameter. None has a default: a scheme says everything. */
export const Readings = Type.Object({ ...scoreReadings, ...rankReadings, ...settledReadings }, closed);
export type Readings = Static<typeof Readings>;

/** The keys that a golden case or a what-if may override. */
export const overridableReadings = [...Object.keys(scoreReadings), ...Object.keys(rankReadings)] as (
  keyof typeof scoreReadings | keyof typeof rankReadings
)[];

/** Overrides of readings: any of the overridable keys, each replaced whole. */
export const ReadingOverrides = Type.Partial(Type.Object({ ...scoreReadings, ...rankReadings }), closed);
export type ReadingOverrides = Static<typeof ReadingOverrides>;
