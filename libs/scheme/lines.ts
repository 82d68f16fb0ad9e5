import { type Static, type TObject, Type } from '@sinclair/typebox';

/**
 * Lines: what every fact consists of. A metric of a scheme names its line kind; the kinds are a closed set, because measures (libs/scoring) are
 * computed from their fields. A line is kept as delivered: units and shares are applied when it is measured, never when it is stored.
 */

const closed = { additionalProperties: false } as const;

const Text = Type.String({ minLength: 1, maxLength: 200 });
/** A day as text; whether it exists in the calendar is for `isIsoDate`. */
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
/** A plain decimal number: no exponent, no plus sign, no leading zero, no JSON number. */
const DecimalText = Type.String({ pattern: '^-?(?:0|[1-9]\\d*)(?:\\.\\d+)?$', maxLength: 40 });
/** The form of a 统一社会信用代码; its check character is for `isUscc`. */
const Uscc = Type.String({ pattern: '^[0-9A-HJ-NP-RTUWXY]{18}$' });

/** Where a line stands in the delivered file: SHA-256 of the file, name of the sheet or CSV file, row counted from 1. */
export const LineSource = Type.Object(
  {
    hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    sheet: Type.String({ minLength: 1, maxLength: 200 }),
    row: Type.Integer({ minimum: 1 }),
  },
  closed,
);
export type LineSource = Static<typeof LineSource>;

const common = { id: Type.String({ minLength: 1, maxLength: 300 }), source: LineSource };

/** 园内企业名单: one stay of one enterprise, both days inclusive; `to` null = still there. Repeated stays are several lines. */
export const TenancyLine = Type.Object({ ...common, uscc: Uscc, from: Day, to: Type.Union([Day, Type.Null()]) }, closed);
export type TenancyLine = Static<typeof TenancyLine>;

/**
 * An amount of one enterprise, 万元. Scope (R24): `entity` the whole legal person; `branch` by the branch's own code; `apportioned` only the park's
 * part: `amount` is that of the legal person and `share` its percentage, or `amount` is 税务's apportioned figure and `share` is absent;
 * `consolidated` is a group's figure and refused.
 */
export const EnterpriseAmountLine = Type.Object(
  {
    ...common,
    uscc: Uscc,
    amount: DecimalText,
    scope: Type.Union([Type.Literal('entity'), Type.Literal('branch'), Type.Literal('apportioned'), Type.Literal('consolidated')]),
    share: Type.Optional(DecimalText),
  },
  closed,
);
export type EnterpriseAmountLine = Static<typeof EnterpriseAmountLine>;

/** One parcel by its 不动产权证号, in 亩 or m² as delivered; `share` = the park's recorded share of a shared parcel, percent (R18). */
export const ParcelLine = Type.Object(
  {
    ...common,
    certificate: Text,
    area: DecimalText,
    unit: Type.Union([Type.Literal('mu'), Type.Literal('m2')]),
    share: Type.Optional(DecimalText),
  },
  closed,
);
export type ParcelLine = Static<typeof ParcelLine>;

/** A declared choice (R17): one of the metric's categories. */
export const ChoiceLine = Type.Object({ ...common, value: Text }, closed);
export type ChoiceLine = Static<typeof ChoiceLine>;

/** Share of one declared leading industry on the scheme's basis (R14): the percentage is computed; `clear` = 产业清晰. */
export const IndustryShareLine = Type.Object(
  { ...common, industry: Text, clear: Type.Boolean(), numerator: DecimalText, denominator: DecimalText },
  closed,
);
export type IndustryShareLine = Static<typeof IndustryShareLine>;

/** An enterprise that supplies a local 链主, proved by a contract or an invoice of that day. */
export const ChainSupportLine = Type.Object(
  { ...common, uscc: Uscc, chainLeader: Uscc, proof: Type.Union([Type.Literal('contract'), Type.Literal('invoice')]), date: Day },
  closed,
);
export type ChainSupportLine = Static<typeof ChainSupportLine>;

/** Membership of 规上工业企业 (R19): day of the 入库 batch, day of 退库 or null, whether it came by 整体搬迁. */
export const AboveScaleLine = Type.Object(
  { ...common, uscc: Uscc, batch: Day, left: Type.Union([Day, Type.Null()]), relocated: Type.Boolean() },
  closed,
);
export type AboveScaleLine = Static<typeof AboveScaleLine>;

/** A recognition of an enterprise (R21): certificate number and day; first, renewed without a gap, or first after a lapse. */
export const CertificateLine = Type.Object(
  {
    ...common,
    uscc: Uscc,
    certificate: Text,
    date: Day,
    issue: Type.Union([Type.Literal('first'), Type.Literal('renewed'), Type.Literal('afterLapse')]),
  },
  closed,
);
export type CertificateLine = Static<typeof CertificateLine>;

/** A patent by 授权公告日 or a software copyright by 登记日期 (R23). */
export const PatentLine = Type.Object(
  { ...common, uscc: Uscc, certificate: Text, date: Day, origin: Type.Union([Type.Literal('original'), Type.Literal('transferred')]) },
  closed,
);
export type PatentLine = Static<typeof PatentLine>;

/** A yes or no of the park, all or nothing (R29). */
export const FlagLine = Type.Object({ ...common, value: Type.Boolean() }, closed);
export type FlagLine = Static<typeof FlagLine>;

/** A professional service brought in: category, institution, number of the contract and the days that it covers, both inclusive (R29). */
export const ServiceLine = Type.Object({ ...common, category: Text, institution: Text, contract: Text, from: Day, to: Day }, closed);
export type ServiceLine = Static<typeof ServiceLine>;

/** A public service platform (R30). */
export const PlatformLine = Type.Object({ ...common, kind: Text, name: Text, owner: Text }, closed);
export type PlatformLine = Static<typeof PlatformLine>;

/** One item of a set (R31). */
export const SetItemLine = Type.Object({ ...common, item: Text }, closed);
export type SetItemLine = Static<typeof SetItemLine>;

/** One assessor's points, 0 to 4 by 0.5, with the reason (R31, only under the assessed reading). */
export const AssessmentLine = Type.Object({ ...common, assessor: Text, points: DecimalText, reason: Text }, closed);
export type AssessmentLine = Static<typeof AssessmentLine>;

/** 创新创业类园区认定 of the park (R32, R33). */
export const RecognitionLine = Type.Object({ ...common, level: Text, certificate: Text, date: Day }, closed);
export type RecognitionLine = Static<typeof RecognitionLine>;

/** A 高层次人才团队 brought in (R32). */
export const TalentTeamLine = Type.Object({ ...common, level: Text, certificate: Text, date: Day }, closed);
export type TalentTeamLine = Static<typeof TalentTeamLine>;

/** The closed set of line kinds with their schemas. */
export const lineSchemas = {
  tenancy: TenancyLine,
  enterpriseAmount: EnterpriseAmountLine,
  parcel: ParcelLine,
  choice: ChoiceLine,
  industryShare: IndustryShareLine,
  chainSupport: ChainSupportLine,
  aboveScale: AboveScaleLine,
  certificate: CertificateLine,
  patent: PatentLine,
  flag: FlagLine,
  service: ServiceLine,
  platform: PlatformLine,
  setItem: SetItemLine,
  assessment: AssessmentLine,
  recognition: RecognitionLine,
  talentTeam: TalentTeamLine,
} as const satisfies Record<string, TObject>;

export type LineKind = keyof typeof lineSchemas;
export const lineKinds = Object.keys(lineSchemas) as LineKind[];

/** The line type of a kind. */
export type LineOf<K extends LineKind> = Static<(typeof lineSchemas)[K]>;

/** Any line. */
export type FactLine = { [K in LineKind]: LineOf<K> }[LineKind];
export const FactLine = Type.Union(Object.values(lineSchemas));

/** The JSON Schema of a kind's lines. */
export function lineSchema<K extends LineKind>(kind: K): (typeof lineSchemas)[K] {
  return lineSchemas[kind];
}
