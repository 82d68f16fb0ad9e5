import { type Static, Type } from '@sinclair/typebox';
import { defineEvent, type EventsOf } from '#libs/event-sourcing';
import { DocumentRef } from '#libs/evidence';
import { closed, Code, oneOf, SchemeRef, Text } from '../payload.js';

/** Rank of a development zone (国家级、省级、市级及以下): only province level and above may have recognised parks (指导意见一（一）). */
export const zoneLevels = ['national', 'provincial', 'municipal'] as const;
export type ZoneLevel = (typeof zoneLevels)[number];

const ZoneRegistered = Type.Object(
  { code: Code, name: Text, county: Code, level: oneOf(zoneLevels), document: Type.Optional(DocumentRef) },
  closed,
);
const ZoneAmended = Type.Object(
  { name: Type.Optional(Text), level: Type.Optional(oneOf(zoneLevels)), reason: Text, document: Type.Optional(DocumentRef) },
  closed,
);
const LeadingIndustriesSet = Type.Object(
  {
    industries: Type.Array(Text, { maxItems: 10, uniqueItems: true }),
    scheme: SchemeRef,
    document: Type.Optional(DocumentRef),
  },
  closed,
);
export type LeadingIndustriesSet = Static<typeof LeadingIndustriesSet>;

/** Events of `zone-{code}`. */
export const zoneEvents = {
  ZoneRegistered: defineEvent('ZoneRegistered', { about: '登记开发区：编码、名称、所属县区、级别', schema: ZoneRegistered }),
  ZoneAmended: defineEvent('ZoneAmended', { about: '变更开发区名称或级别（如省级升为国家级）', schema: ZoneAmended }),
  LeadingIndustriesSet: defineEvent('LeadingIndustriesSet', {
    about: '确定开发区主导产业，不超过口径所定个数（3 个），取自本市目录（指导意见三（一））',
    schema: LeadingIndustriesSet,
  }),
} as const;
export type ZoneEvent = EventsOf<typeof zoneEvents>;
