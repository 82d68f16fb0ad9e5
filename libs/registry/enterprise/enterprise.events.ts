import { defineEvent, type EventsOf, PersonalField } from '#libs/event-sourcing';
import { Type } from '@sinclair/typebox';
import { DocumentRef } from '#libs/evidence';
import { closed, Day, oneOf, Text, Uscc } from '../payload.js';

/** What an enterprise counts as: 小微企业, 加工制造类企业. */
export const enterpriseKinds = ['smallMicro', 'manufacturing'] as const;
export type EnterpriseKind = (typeof enterpriseKinds)[number];

/** In clear for legal persons; sealed where the code begins with 92 (个体工商户): the name is then a natural person's. */
export const EnterpriseName = Type.Union([Text, PersonalField]);
export type EnterpriseName = string | PersonalField;

const Kinds = Type.Array(oneOf(enterpriseKinds), { uniqueItems: true });
const document = { document: Type.Optional(DocumentRef) };

const EnterpriseRegistered = Type.Object(
  { uscc: Uscc, name: EnterpriseName, industry: Type.Optional(Text), kinds: Type.Optional(Kinds) },
  closed,
);
const EnterpriseRenamed = Type.Object({ name: EnterpriseName, on: Type.Optional(Day), ...document }, closed);
const EnterpriseClassified = Type.Object({ industry: Type.Optional(Text), kinds: Type.Optional(Kinds), ...document }, closed);
const UsccCorrected = Type.Object({ from: Uscc, to: Uscc, name: Type.Optional(EnterpriseName), reason: Text, ...document }, closed);

/** Events of `enterprise-{id}`. */
export const enterpriseEvents = {
  EnterpriseRegistered: defineEvent('EnterpriseRegistered', {
    about: '登记企业；统一社会信用代码是其属性（GB 32100-2015）',
    schema: EnterpriseRegistered,
  }),
  EnterpriseRenamed: defineEvent('EnterpriseRenamed', { about: '企业更名', schema: EnterpriseRenamed }),
  EnterpriseClassified: defineEvent('EnterpriseClassified', {
    about: '确定企业的产业和类别（小微、加工制造）',
    schema: EnterpriseClassified,
  }),
  UsccCorrected: defineEvent('UsccCorrected', { about: '更正登记有误的统一社会信用代码', schema: UsccCorrected }),
} as const;
export type EnterpriseEvent = EventsOf<typeof enterpriseEvents>;
