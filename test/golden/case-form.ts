import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Ajv } from 'ajv';
import { isIsoDate } from '#libs/kernel';
import { severities } from '#libs/scheme';

/** The form of a golden case. It is closed at every depth: an unknown key is an error, not a fact that nobody read. */

const closed = { additionalProperties: false } as const;
const decimal = Type.String({ pattern: '^-?(?:0|[1-9]\\d*)(?:\\.\\d+)?$' });
const count = Type.Integer({ minimum: 0 });
const day = Type.String({ format: 'day' });
const oneOf = <const T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>({ type: 'string', enum: [...values] });
const listOf = <const T extends readonly string[]>(values: T) => Type.Array(oneOf(values));
const id = Type.String({ minLength: 1 });

const base = {
  taxPaid: decimal,
  operatingRevenue: decimal,
  rdExpense: decimal,
  landArea: decimal,
};

const Facts = Type.Partial(
  Type.Object({
    ...base,
    clusteringOption: oneOf(['leadingIndustryShare', 'chainSupport']),
    leadingIndustryShare: decimal,
    chainSupportEnterprises: count,
    aboveScaleStock: count,
    aboveScaleNew: count,
    provincialSrdiNew: count,
    highTechNew: count,
    littleGiantNew: count,
    inventionPatents: count,
    utilityModelPatents: count,
    designPatents: count,
    softwareCopyrights: count,
    governanceSound: Type.Boolean(),
    admissionMechanism: Type.Boolean(),
    serviceTypes: listOf(['政务代办', '政策咨询', '创业辅导', '人才招聘', '融资担保', '检验检测', '其他']),
    propertyManagement: Type.Boolean(),
    publicPlatforms: listOf(['检验检测', '实验试验', '质量控制', '设备共享', '其他']),
    logisticsCentre: Type.Boolean(),
    supportingFacilities: listOf(['宿舍', '食堂', '办公楼', '集中污水处理']),
    digitalManagement: listOf(['信息网络', '管理平台', '人流', '物流', '用能', '消防安全', '环境保护', '企业生产经营']),
    digitalAssessed: Type.String({ pattern: '^(?:[0-3](?:\\.[05]0*)?|4(?:\\.0+)?)$' }),
    innovationRecognitions: Type.Array(Type.Object({ level: oneOf(['national', 'provincial']), date: day }, closed)),
    talentTeams: Type.Array(Type.Object({ level: oneOf(['national', 'provincial', 'municipal']) }, closed)),
  }),
  closed,
);
export type CaseFacts = Static<typeof Facts>;

const severity = Type.Unsafe<(typeof severities)[number] | null>({ type: ['string', 'null'], enum: [...severities, null] });
const Status = Type.Partial(
  Type.Object({
    recognised: Type.Boolean(),
    parkWithinPark: Type.Boolean(),
    transition: Type.Boolean(),
    optsIn: Type.Boolean(),
    accidents: Type.Array(Type.Object({ severity, date: day }, closed)),
  }),
  closed,
);

const rows = [
  'taxPerMu',
  'revenuePerMu',
  'industryCluster',
  'qualityEnterprises',
  'patents',
  'rdExpense',
  'operations',
  'infrastructure',
  'bonus',
];
const tier = Type.Unsafe<'A' | 'B' | 'C' | null>({ type: ['string', 'null'], enum: ['A', 'B', 'C', null] });

/** What is expected of a park; keys that don't apply are absent. */
const ExpectedPark = Type.Object(
  {
    status: oneOf(['ranked', 'transition', 'barred']),
    reasons: Type.Optional(Type.Array(Type.String())),
    scores: Type.Optional(Type.Object(Object.fromEntries(rows.map((row) => [row, Type.String()])), closed)),
    total: Type.Optional(Type.String()),
    rank: Type.Optional(Type.Integer()),
    tier: Type.Optional(tier),
    award: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'] })),
  },
  closed,
);

const Expected = Type.Object(
  {
    parks: Type.Record(Type.String(), ExpectedPark),
    ranking: Type.Array(id),
    unresolvedTies: Type.Array(Type.Object({ parks: Type.Array(id), blocks: Type.Boolean() }, closed)),
    rankedCount: Type.Integer(),
    tiers: Type.Object({ A: Type.Integer(), B: Type.Integer(), C: Type.Integer() }, closed),
  },
  closed,
);
export type Expected = Static<typeof Expected>;

const GoldenCase = Type.Object(
  {
    case: Type.String({ minLength: 1 }),
    about: Type.Optional(Type.String()),
    year: Type.Integer({ minimum: 1950, maximum: 9998 }),
    resultDay: Type.Optional(day),
    // Checked against the scheme's own format, which knows what each reading offers.
    readings: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    rulings: Type.Optional(Type.Partial(Type.Object({ ties: Type.Array(Type.Array(id)) }), closed)),
    parks: Type.Array(Type.Object({ id, status: Type.Optional(Status), facts: Type.Record(Type.String(), Facts) }, closed)),
    expected: Expected,
  },
  closed,
);
export type GoldenCase = Static<typeof GoldenCase>;

/** A file that is not a golden case, with everything that is wrong with it. */
export class CaseFormError extends Error {
  override readonly name = 'CaseFormError';
}

const ajv = new Ajv({ allErrors: true, strictTypes: false, formats: { day: isIsoDate } });

/** Reads a case. @throws CaseFormError naming each fault. */
export function parseCase(text: string): GoldenCase {
  const value = parseJson(text);
  const faults = [...formFaults(GoldenCase, value)];
  if (faults.length === 0) faults.push(...senseFaults(value as GoldenCase));
  if (faults.length > 0) throw new CaseFormError(faults.join('; '));
  return value as GoldenCase;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CaseFormError(`not JSON: ${(error as Error).message}`);
  }
}

function formFaults(schema: TSchema, value: unknown): string[] {
  const validate = ajv.compile(schema);
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => {
    const key = error.keyword === 'additionalProperties' ? ` "${String(error.params.additionalProperty)}"` : '';
    return `${error.instancePath || '/'} ${error.message ?? error.keyword}${key}`;
  });
}

function senseFaults(value: GoldenCase): string[] {
  const years = [String(value.year), String(value.year - 1)];
  const ids = value.parks.map((park) => park.id);
  return [
    ...value.parks.flatMap((park) =>
      Object.keys(park.facts)
        .filter((year) => !years.includes(year))
        .map((year) => `park ${park.id}: facts of ${year}, neither ${years.join(' nor ')}`),
    ),
    ...ids.filter((each, i) => ids.indexOf(each) !== i).map((each) => `park ${each} stands twice`),
  ];
}
