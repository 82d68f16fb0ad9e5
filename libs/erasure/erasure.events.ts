import { type Static, type TLiteral, Type } from '@sinclair/typebox';
import { defineEvent, type EventsOf } from '#libs/event-sourcing';
import { DocumentRef } from '#libs/evidence';

/** The stream of all erasures of a ledger: one, so that a starting node reads every one of them before it serves anybody. */
export const ERASURE_ID = 'main';

/** Why something is erased: the cases of 个人信息保护法 第四十七条, in its order. */
export const erasureGrounds = ['purposeEnded', 'retentionEnded', 'consentWithdrawn', 'unlawful', 'otherLaw'] as const;
export type ErasureGround = (typeof erasureGrounds)[number];

export const groundNames: Readonly<Record<ErasureGround, string>> = {
  purposeEnded: '处理目的已实现、无法实现或者不再必要（第四十七条第一款第一项）',
  retentionEnded: '停止提供服务或者保存期限已届满（第二项）',
  consentWithdrawn: '个人撤回同意（第三项）',
  unlawful: '处理违反法律、行政法规或者约定（第四项）',
  otherLaw: '法律、行政法规规定的其他情形（第五项）',
};

/** What a personal field tells of its subject. */
export const personalKinds = ['contact', 'name'] as const;
export type PersonalKind = (typeof personalKinds)[number];

const closed = { additionalProperties: false } as const;
const literals = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>(Type.Union(values.map((value): TLiteral => Type.Literal(value))));

const erasure = Type.String({ format: 'uuid' });
const Reason = Type.String({ minLength: 1, maxLength: 2000 });
const subject = Type.String({ pattern: '^[A-Za-z0-9._:-]{1,100}$' });
const hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
const basis = { ground: literals(erasureGrounds), reason: Reason, document: DocumentRef };

/** What is to be erased: a subject of personal fields with all its fields, or a delivered file with its content and names. */
export const ErasureTarget = Type.Union([
  Type.Object({ kind: Type.Literal('personal'), subject, data: literals(personalKinds) }, closed),
  Type.Object({ kind: Type.Literal('evidence'), hash }, closed),
]);
export type ErasureTarget = Static<typeof ErasureTarget>;

/** Events of `erasure-main`. The subject is an opaque id; reasons and titles name nobody. */
export const erasureEvents = {
  ErasureProposed: defineEvent('ErasureProposed', {
    about: '提出删除个人信息或证据文件，附理由和依据（个人信息保护法第四十七条）；须由另一人核准',
    schema: Type.Object({ erasure, target: ErasureTarget, ...basis }, closed),
  }),
  PersonalDataErased: defineEvent('PersonalDataErased', {
    about: '核准删除一个主体的个人信息：其密钥随即销毁，密文不再可读；事件及其哈希不变（第四十七条）',
    schema: Type.Object({ erasure, subject, data: literals(personalKinds), ...basis }, closed),
  }),
  EvidenceErased: defineEvent('EvidenceErased', {
    about: '核准删除一份证据文件：其密钥随即销毁，内容和文件名不再可读；引用它的哈希不变（第四十七条）',
    schema: Type.Object({ erasure, hash, ...basis }, closed),
  }),
  ErasureDropped: defineEvent('ErasureDropped', {
    about: '不予删除：撤回或驳回删除的提议',
    schema: Type.Object({ erasure, reason: Reason }, closed),
  }),
} as const;
export type ErasureEvent = EventsOf<typeof erasureEvents>;
