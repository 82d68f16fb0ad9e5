import { type Static, Type } from '@sinclair/typebox';
import { defineEvent, type EventsOf } from '#libs/event-sourcing';
import { DocumentRef } from '#libs/evidence';
import { FactLine } from '#libs/scheme';

const closed = { additionalProperties: false } as const;
const Year = Type.Integer({ minimum: 1949, maximum: 9999 });
const Version = Type.Integer({ minimum: 1 });
const MetricCode = Type.String({ pattern: '^[a-z][A-Za-z0-9]*$', maxLength: 60 });
const Reason = Type.String({ minLength: 1, maxLength: 2000 });
const Documents = Type.Array(DocumentRef, { maxItems: 50 });
const Evidence = Type.Array(DocumentRef, { minItems: 1, maxItems: 50 });
const RequestId = Type.String({ format: 'uuid' });

/** Something that looked odd when a fact was entered, and did not hinder it. */
export const Warning = Type.Object(
  { code: Type.String({ minLength: 1 }), message: Type.String({ minLength: 1 }), where: Type.Optional(Type.String()) },
  closed,
);
export type Warning = Static<typeof Warning>;

/** What a verifier says of one line: confirmed counts, returned blocks closing until it is corrected, struck never counts. */
export const Verdict = Type.Object(
  {
    line: Type.String({ minLength: 1 }),
    verdict: Type.Union([Type.Literal('confirmed'), Type.Literal('returned'), Type.Literal('struck')]),
    reason: Type.Optional(Reason),
  },
  closed,
);
export type Verdict = Static<typeof Verdict>;

/** R45: `claimed` = a park's claim counts as nothing; `baseNonExistent` = the metric did not exist in the base year (R13). */
export const WaiverKind = Type.Union([Type.Literal('claimed'), Type.Literal('baseNonExistent')]);
export type WaiverKind = Static<typeof WaiverKind>;
/** The kinds of waiver as people read them. */
export const waiverNames: Readonly<Record<WaiverKind, string>> = { claimed: '申报项计为无', baseNonExistent: '基期不存在' };

/** What an evaluation uses a dossier for: as its year (every metric) or as base of growth (the base metrics). */
export const DossierUse = Type.Union([Type.Literal('year'), Type.Literal('base')]);
export type DossierUse = Static<typeof DossierUse>;

const delivery = {
  metric: MetricCode,
  version: Version,
  lines: Type.Array(FactLine),
  note: Type.Optional(Reason),
  warnings: Type.Array(Warning),
  /** For a metric that is drawn from the roster: the frozen version of the roster that it was drawn from. */
  roster: Type.Optional(Version),
};

/** Every event type of the stream `dossier-{park}_{year}`. */
export const dossierEvents = {
  DossierOpened: defineEvent('DossierOpened', {
    about: '建立一个园区一个年度的档案；依据 evaluation 年度评价的评分方案（基期档案依据提出要求的评价的方案）',
    schema: Type.Object(
      {
        park: Type.String({ minLength: 1 }),
        year: Year,
        evaluation: Year,
        scheme: Type.Object({ id: Type.String({ minLength: 1 }), hash: Type.String({ pattern: '^[0-9a-f]{64}$' }) }, closed),
      },
      closed,
    ),
  }),
  FactSubmitted: defineEvent('FactSubmitted', {
    about: '一项指标首次（或撤回后再次）提交：逐行清单，附录入时的提示',
    schema: Type.Object({ ...delivery, documents: Documents }, closed),
  }),
  FactCorrected: defineEvent('FactCorrected', {
    about: '更正一项指标：新版本取代旧版本（旧版本保留），须重新核实；写明理由并附证据。consent：时限后的更正所凭的、专班同意了的申请',
    version: 2,
    schema: Type.Object({ ...delivery, previous: Version, reason: Reason, documents: Evidence, consent: Type.Optional(RequestId) }, closed),
    upcasters: { 1: (data) => data },
  }),
  ChangeExplained: defineEvent('ChangeExplained', {
    about: '书面说明一个版本为何较上年核实数变动较大',
    schema: Type.Object({ metric: MetricCode, version: Version, text: Reason, documents: Documents }, closed),
  }),
  CorrectionRequested: defineEvent('CorrectionRequested', {
    about: '提交部门申请更正一个版本：档案已关闭，或该指标的时限已过；写明理由并附证据',
    schema: Type.Object(
      {
        request: RequestId,
        metric: MetricCode,
        version: Version,
        ground: Type.Union([Type.Literal('late'), Type.Literal('closed')]),
        reason: Reason,
        documents: Evidence,
      },
      closed,
    ),
  }),
  CorrectionDecided: defineEvent('CorrectionDecided', {
    about: '专班对更正申请的决定：同意（档案已关闭的，reopens 为须重启的评价年度），或不同意',
    schema: Type.Object(
      {
        request: RequestId,
        granted: Type.Boolean(),
        reason: Reason,
        document: Type.Optional(DocumentRef),
        reopens: Type.Optional(Year),
      },
      closed,
    ),
  }),
  FactVerified: defineEvent('FactVerified', {
    about: '核实一个版本：每一行一个结论（确认、退回、划去）',
    schema: Type.Object({ metric: MetricCode, version: Version, verdicts: Type.Array(Verdict) }, closed),
  }),
  FactReturned: defineEvent('FactReturned', {
    about: '整项退回一个版本，由提交部门更正',
    schema: Type.Object({ metric: MetricCode, version: Version, reason: Reason }, closed),
  }),
  FactWithdrawn: defineEvent('FactWithdrawn', {
    about: '提交部门撤回一个版本；该指标回到未提交',
    schema: Type.Object({ metric: MetricCode, version: Version, reason: Reason }, closed),
  }),
  FactWaived: defineEvent('FactWaived', {
    about: '专班豁免一项未提交的指标（R45）：园区申报的计为无，基期的计为不存在（R13）',
    schema: Type.Object({ metric: MetricCode, kind: WaiverKind, reason: Reason, document: Type.Optional(DocumentRef) }, closed),
  }),
  WaiverRevoked: defineEvent('WaiverRevoked', {
    about: '专班收回豁免；该指标重新须提交',
    schema: Type.Object({ metric: MetricCode, kind: WaiverKind, reason: Reason }, closed),
  }),
  RosterFrozen: defineEvent('RosterFrozen', {
    about: '冻结已核实的园内企业名单版本，税务据以取数',
    schema: Type.Object({ metric: MetricCode, version: Version }, closed),
  }),
  DossierDeclared: defineEvent('DossierDeclared', {
    about: '园区签署申报：此刻提交的申报事项送县区（开发区）初审',
    schema: Type.Object({ signedBy: Type.String({ minLength: 1 }), commitment: Type.Optional(DocumentRef) }, closed),
  }),
  CountyReviewed: defineEvent('CountyReviewed', {
    about: '县区（开发区）对申报的初审：通过，或退回园区修改后重新申报',
    schema: Type.Object({ opinion: Type.Union([Type.Literal('passed'), Type.Literal('returned')]), text: Reason }, closed),
  }),
  DossierClosed: defineEvent('DossierClosed', {
    about: '档案为一次评价（年度、版次、第几次截止）关闭，此后不可写',
    schema: Type.Object({ evaluation: Year, edition: Version, attempt: Version, use: DossierUse }, closed),
  }),
  DossierReopened: defineEvent('DossierReopened', {
    about: '解除关闭：放弃截止时只解除该次的，凭文件重开时解除全部（released 列出被解除的评价年度）',
    schema: Type.Object(
      {
        evaluation: Year,
        edition: Version,
        attempt: Type.Optional(Version),
        reason: Reason,
        document: Type.Optional(DocumentRef),
        released: Type.Array(Year),
      },
      closed,
    ),
  }),
} as const;

export type DossierEvent = EventsOf<typeof dossierEvents>;
