import { type Static, Type } from '@sinclair/typebox';
import { Amount, byKind, closed, Code, CodeOrNull, oneOf, Text } from './vocabulary.js';

/**
 * The closed set of rule kinds. Each kind has its file in libs/scoring under the same name. A rule says how many points a row can give; the readings
 * say how the open points of its clause are read.
 */

/** 功效系数法 on the level and growth of an amount, per 亩 where `per` names the area (R7, R8, R9). */
export const EfficacyRule = Type.Object({ kind: Type.Literal('efficacy'), amount: Code, per: CodeOrNull }, closed);
export type EfficacyRule = Static<typeof EfficacyRule>;

/** From a threshold on: `points` at `from`, `each` more for every `step` above it, at most `most` (R6, R15, R16). */
export const StepsRule = Type.Object(
  { kind: Type.Literal('steps'), measure: Code, from: Amount, points: Amount, step: Amount, each: Amount, most: Amount },
  closed,
);
export type StepsRule = Static<typeof StepsRule>;

/** Two or more ways to score of which the park declares one (R17). An option's value is the choice metric's category. */
export const ChoiceRule = Type.Object(
  {
    kind: Type.Literal('choice'),
    declaredBy: Code,
    options: Type.Array(Type.Object({ value: Code, rule: StepsRule }, closed), { minItems: 2 }),
  },
  closed,
);
export type ChoiceRule = Static<typeof ChoiceRule>;

/** Things counted, each for its points, in groups that are capped on their own (R22, R23). */
export const CountedRule = Type.Object(
  {
    kind: Type.Literal('countedAndCapped'),
    groups: Type.Array(
      Type.Object(
        { code: Code, most: Amount, items: Type.Array(Type.Object({ measure: Code, each: Amount }, closed), { minItems: 1 }) },
        closed,
      ),
      { minItems: 1 },
    ),
  },
  closed,
);
export type CountedRule = Static<typeof CountedRule>;

/** Points that assessors give, at most `most` in steps of `step` (R31). */
export const AssessedRule = Type.Object({ kind: Type.Literal('assessed'), measure: Code, step: Amount, most: Amount }, closed);
export type AssessedRule = Static<typeof AssessedRule>;

/** A yes for its points, all or nothing (R29). */
const FlagPart = Type.Object({ kind: Type.Literal('flag'), measure: Code, points: Amount }, closed);
/** Listed things for `each`, at most `most`: one a category (R29), or as the reading `platforms` says (R30). */
const ListPart = Type.Object(
  { kind: Type.Literal('list'), measure: Code, counts: oneOf(['categories', 'platforms']), each: Amount, most: Amount },
  closed,
);
/** Named items for `each`, at most `most`: each item (R31), or as the reading `facilities` says. */
const SetPart = Type.Object(
  {
    kind: Type.Literal('set'),
    measure: Code,
    items: Type.Array(Text, { minItems: 1, uniqueItems: true }),
    counts: oneOf(['items', 'facilities']),
    each: Amount,
    most: Amount,
  },
  closed,
);
/** One of two ways by the reading `digitalManagement` (R31): the named items, or assessed points. */
const DigitalPart = Type.Object({ kind: Type.Literal('digital'), checklist: SetPart, assessed: AssessedRule }, closed);

/** A list of parts that each give their points. */
export const ChecklistRule = Type.Object(
  { kind: Type.Literal('checklist'), parts: Type.Array(byKind([FlagPart, ListPart, SetPart, DigitalPart]), { minItems: 1 }) },
  closed,
);
export type ChecklistRule = Static<typeof ChecklistRule>;
export type ChecklistPart = ChecklistRule['parts'][number];
export type ListPart = Static<typeof ListPart>;
export type SetPart = Static<typeof SetPart>;
export type DigitalPart = Static<typeof DigitalPart>;

/** Points by level from the reading `bonus` (R32, R33): `recognition` within the window, `talent` of the year; at most the row's points. */
export const TableRule = Type.Object({ kind: Type.Literal('table'), recognition: Code, talent: Code }, closed);
export type TableRule = Static<typeof TableRule>;

export const Rule = byKind([EfficacyRule, ChoiceRule, StepsRule, CountedRule, ChecklistRule, AssessedRule, TableRule]);
export type Rule = Static<typeof Rule>;
export type RuleKind = Rule['kind'];

/** The nine rows of the annex (R1), by code. */
export const rowCodes = [
  'taxPerMu',
  'revenuePerMu',
  'industryCluster',
  'qualityEnterprises',
  'patents',
  'rdExpense',
  'operations',
  'infrastructure',
  'bonus',
] as const;
export type RowCode = (typeof rowCodes)[number];

/** The rows by the names that the annex gives them: for a scheme that lacks one. A scheme has its own names. */
export const rowNames: Readonly<Record<RowCode, string>> = {
  taxPerMu: '亩均税收',
  revenuePerMu: '亩均营业收入',
  industryCluster: '主导产业集聚度',
  qualityEnterprises: '优质企业培育',
  patents: '专利培育数量',
  rdExpense: '企业研发费用支出',
  operations: '专业化运营服务',
  infrastructure: '公共基础设施建设情况',
  bonus: '加分指标',
};

/** Where the policy says it and in which words. */
export const Clause = Type.Object({ place: Text, text: Text, dataSource: Text }, closed);
export type Clause = Static<typeof Clause>;

/** A row of the annex: code, name, points, the clause verbatim, its rule, the readings that it cites and the metrics that it uses. */
export const Row = Type.Object(
  {
    code: oneOf(rowCodes),
    name: Text,
    points: Amount,
    unit: Text,
    clause: Clause,
    rule: Rule,
    readings: Type.Array(Type.String({ pattern: '^R\\d+[a-z]?$' }), { minItems: 1, uniqueItems: true }),
    metrics: Type.Array(Code, { minItems: 1, uniqueItems: true }),
  },
  closed,
);
export type Row = Static<typeof Row>;
