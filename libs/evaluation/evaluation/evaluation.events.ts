import { type Static, Type } from '@sinclair/typebox';
import { defineEvent, type EventsOf } from '#libs/event-sourcing';
import { type Department, departments } from '#libs/kernel';
import {
  Account,
  closed,
  Code,
  Count,
  Day,
  DocumentRef,
  DossierRef,
  EventId,
  Hash,
  oneOf,
  Ordinal,
  orNull,
  Park,
  Revision,
  Text,
  Tie,
  Year,
} from '../payload.js';

const edition = Ordinal;
const attempt = Ordinal;
const run = Revision;

/** Blockers of one dossier, or of the park itself where `year` is null; the texts are rendered from the codes. */
export const BlockedBy = Type.Object(
  {
    park: Park,
    year: Type.Union([Year, Type.Null()]),
    items: Type.Array(Type.Object({ code: Code, metric: Type.Optional(Code), detail: Type.Optional(Text) }, closed), { minItems: 1 }),
  },
  closed,
);
export type BlockedBy = Static<typeof BlockedBy>;

/** Why a run was asked for. */
export const runCauses = [
  'collectionClosed',
  'tieRuled',
  'tierCountConfirmed',
  'objectionUpheld',
  'requested',
  'accidentRecorded',
  'accidentGraded',
  'recognitionWithdrawn',
  'falseEvidence',
  'merger',
  'parkStatus',
] as const;
export type RunCause = (typeof runCauses)[number];
const Cause = Type.Object({ kind: oneOf(runCauses), park: orNull(Park), event: orNull(EventId), reason: orNull(Text) }, closed);

/** The offices that an objection can be assigned to: all but the parks. */
export const objectionOffices = departments.filter((one): one is Exclude<Department, 'park'> => one !== 'park');
export type ObjectionOffice = (typeof objectionOffices)[number];

export const siteCheckReasons = ['provisionalA', 'provisionalC', 'nearLastA', 'sample'] as const;

/** Version 1 had one document, the form, no photos, and did not say which run was checked. */
function formOfSiteCheck(data: unknown): unknown {
  const { document, ...rest } = data as Readonly<Record<string, unknown>>;
  return { ...rest, run: null, form: document, photos: [] };
}

const collection = {
  EvaluationOpened: defineEvent('EvaluationOpened', {
    about: '一个年度的评价按某一份已采用的口径启动（R2）',
    schema: Type.Object({ year: Year, scheme: Type.Object({ id: Code, hash: Hash }, closed) }, closed),
  }),
  CollectionClosing: defineEvent('CollectionClosing', {
    about: '采集开始截止：参评园区名单冻结；此后由流程逐个封存档案，直到全部封存或放弃',
    schema: Type.Object(
      {
        edition,
        attempt,
        resultDay: Day,
        participants: Type.Array(Park, { uniqueItems: true }),
        /** R18: parks merged into a participant, whose base year counts with its own. */
        predecessors: Type.Array(Type.Object({ park: Park, of: Park }, closed)),
        exempt: Type.Array(Type.Object({ park: Park, reason: Code }, closed)),
      },
      closed,
    ),
  }),
  ClosingBlocked: defineEvent('ClosingBlocked', {
    about: '采集截止受阻：列出全部阻塞项；reopen 为因名单冲突（R5）须退回的档案',
    schema: Type.Object({ edition, attempt, blockers: Type.Array(BlockedBy), reopen: Type.Array(DossierRef) }, closed),
  }),
  ClosingAbandoned: defineEvent('ClosingAbandoned', {
    about: '放弃本次截止：本次封存的档案退回',
    schema: Type.Object({ edition, attempt, reason: Text }, closed),
  }),
  CollectionClosed: defineEvent('CollectionClosed', {
    about: '全部档案已封存，采集截止',
    schema: Type.Object({ edition, attempt }, closed),
  }),
  AssessmentLocked: defineEvent('AssessmentLocked', {
    about: '专班自行核定的事实锁定，此后方可查看本年度试排名与推演（R44）',
    schema: Type.Object({ edition, ground: oneOf(['locked', 'collectionClosed']) }, closed),
  }),
} as const;

const runs = {
  ScoringRequested: defineEvent('ScoringRequested', {
    about: '要求计分一次；本事件的版本号就是计分轮次的编号',
    schema: Type.Object({ edition, resultDay: Day, engineVersion: Code, cause: Cause }, closed),
  }),
  ScoringFailed: defineEvent('ScoringFailed', {
    about: '一次计分无法完成，附原因',
    schema: Type.Object({ edition, run, code: Code, message: Text }, closed),
  }),
  ResultsProposed: defineEvent('ResultsProposed', {
    about: '一次计分的结果提出；outcomeHash 只含名次、档次、奖励',
    schema: Type.Object(
      { edition, run, resultHash: Hash, outcomeHash: Hash, ranked: Count, tierA: Count, unresolvedTies: Type.Array(Tie) },
      closed,
    ),
  }),
  TieRuled: defineEvent('TieRuled', {
    about: '并列的先后由专班裁定（R34t）',
    schema: Type.Object(
      {
        edition,
        parks: Type.Array(Park, { minItems: 2, uniqueItems: true }),
        reason: Text,
        minutes: DocumentRef,
        persons: Type.Array(Account, { minItems: 2, uniqueItems: true }),
      },
      closed,
    ),
  }),
  TierCountConfirmed: defineEvent('TierCountConfirmed', {
    about: '参评园区不足规定数时，专班确认 A 档数量（R34）',
    schema: Type.Object({ edition, count: Count, ranked: Count, reason: Text, minutes: DocumentRef }, closed),
  }),
} as const;

const review = {
  SiteCheckPlanned: defineEvent('SiteCheckPlanned', {
    about: '现场核查名单：拟 A、拟 C、与末位 A 相差一分以内者及按种子抽取者（R28）',
    schema: Type.Object(
      { edition, run, seed: Text, parks: Type.Array(Type.Object({ park: Park, why: Type.Array(oneOf(siteCheckReasons)) }, closed)) },
      closed,
    ),
  }),
  SiteCheckRecorded: defineEvent('SiteCheckRecorded', {
    about: '一个园区的现场核查结论：核查人、核查表、照片，及所核对的计分轮次',
    version: 2,
    schema: Type.Object(
      {
        edition,
        /** Null where it was recorded before checks were tied to a run. */
        run: Type.Union([run, Type.Null()]),
        park: Park,
        on: Day,
        by: Type.Array(Account, { minItems: 1 }),
        passed: Type.Boolean(),
        findings: Text,
        form: DocumentRef,
        photos: Type.Array(DocumentRef, { maxItems: 50 }),
      },
      closed,
    ),
    upcasters: { 1: formOfSiteCheck },
  }),
  MeetingRecorded: defineEvent('MeetingRecorded', {
    about: '专班会议纪要：出席、回避、议定事项（R26）',
    schema: Type.Object(
      {
        edition,
        held: Day,
        minutes: DocumentRef,
        present: Type.Array(Account, { minItems: 1 }),
        recused: Type.Array(Account),
        decided: Text,
      },
      closed,
    ),
  }),
  NoticePublished: defineEvent('NoticePublished', {
    about: '结果公示：自 from 起，按工作日历算至 until（含）（R43）',
    schema: Type.Object({ edition, run, outcomeHash: Hash, from: Day, workingDays: Ordinal, until: Day, document: DocumentRef }, closed),
  }),
  NoticeProofRecorded: defineEvent('NoticeProofRecorded', {
    about: '公示的证明：登载或张贴于何处、自何日起（R43）',
    schema: Type.Object({ edition, outcomeHash: Hash, where: Text, on: Day, document: DocumentRef }, closed),
  }),
  NoticeConcluded: defineEvent('NoticeConcluded', {
    about: '公示期满：收到的异议件数，无异议的记 0（R43）',
    schema: Type.Object({ edition, outcomeHash: Hash, from: Day, until: Day, objections: Count }, closed),
  }),
  ObjectionLodged: defineEvent('ObjectionLodged', {
    about: '公示期内提出的异议，署名并附证据（R43）',
    schema: Type.Object(
      { edition, objection: EventId, park: Park, by: Account, text: Text, documents: Type.Array(DocumentRef, { minItems: 1 }) },
      closed,
    ),
  }),
  ObjectionAssigned: defineEvent('ObjectionAssigned', {
    about: '异议交由一个单位核实答复，限于 due（含）以前（方案没有规定时限的为空）；改派的以最后一次为准',
    schema: Type.Object({ edition, objection: EventId, office: oneOf(objectionOffices), due: orNull(Day) }, closed),
  }),
  ObjectionAnswered: defineEvent('ObjectionAnswered', {
    about: '承办单位对异议的核实答复；founded 为其意见是否成立，是否采纳由专班决定',
    schema: Type.Object(
      { edition, objection: EventId, office: oneOf(objectionOffices), founded: Type.Boolean(), answer: Text, document: DocumentRef },
      closed,
    ),
  }),
  ObjectionResolved: defineEvent('ObjectionResolved', {
    about: '异议的答复；成立的列明更正之处',
    schema: Type.Object(
      {
        edition,
        objection: EventId,
        upheld: Type.Boolean(),
        answer: Text,
        document: DocumentRef,
        changes: Type.Array(Type.Object({ park: Park, what: Text }, closed)),
      },
      closed,
    ),
  }),
  ResultsApproved: defineEvent('ResultsApproved', {
    about: '结果的批准：会议纪要、市政府同意（批示或文号）、印发的通报（R26）',
    schema: Type.Object(
      {
        edition,
        run,
        resultHash: Hash,
        minutes: Type.Union([DocumentRef, Type.Null()]),
        consent: Type.Union([DocumentRef, Type.Null()]),
        notice: Type.Union([DocumentRef, Type.Null()]),
      },
      closed,
    ),
  }),
  ResultsFinalised: defineEvent('ResultsFinalised', {
    about: '结果定案；parkRevisions 为定案时所见的各园区登记版本',
    schema: Type.Object(
      {
        edition,
        run,
        resultHash: Hash,
        parkRevisions: Type.Array(Type.Object({ park: Park, revision: Type.Integer({ minimum: -1 }) }, closed)),
      },
      closed,
    ),
  }),
} as const;

const editions = {
  EvaluationReopened: defineEvent('EvaluationReopened', {
    about: '重新启动：所列档案退回更正，结果成为新的一版（R42）',
    schema: Type.Object({ edition, reason: Text, document: DocumentRef, dossiers: Type.Array(DossierRef) }, closed),
  }),
  BaseYearReopened: defineEvent('BaseYearReopened', {
    about: '另一年度的评价退回了本评价也封存的档案；本版结果不变，由专班决定是否重启',
    schema: Type.Object({ dossier: DossierRef, byEvaluation: Year, edition }, closed),
  }),
  EditionOutdated: defineEvent('EditionOutdated', {
    about: '定案之后出现会改变结果的情况（事故、撤销认定等），须由新的一版处理（R38、R42）',
    schema: Type.Object({ edition, park: Park, kind: oneOf(runCauses), event: EventId }, closed),
  }),
  EditionKept: defineEvent('EditionKept', {
    about: '专班决定：就已提示的退回或变化，不再出新的一版',
    schema: Type.Object({ edition, reason: Text, document: DocumentRef }, closed),
  }),
} as const;

/** Every event of an `evaluation-{year}` stream. */
export const evaluationEvents = { ...collection, ...runs, ...review, ...editions } as const;
export type EvaluationEvent = EventsOf<typeof evaluationEvents>;
/** One event of the stream by its type. */
export type EvaluationEventOf<T extends EvaluationEvent['type']> = Extract<EvaluationEvent, { type: T }>;
