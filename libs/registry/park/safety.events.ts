import { Type } from '@sinclair/typebox';
import { defineEvent } from '#libs/event-sourcing';
import { DocumentRef } from '#libs/evidence';
import { closed, Code, Day, oneOf, Text, Uuid, Year } from '../payload.js';

/** 园中园、厂中厂 (指导意见四（四）, R39). */
export const nestedKinds = ['parkInPark', 'factoryInFactory'] as const;
export type NestedKind = (typeof nestedKinds)[number];

/** Statutory levels, rising: 一般、较大、重大、特别重大 (生产安全事故报告和调查处理条例 第三条). */
export const severities = ['ordinary', 'serious', 'major', 'extreme'] as const;
export type Severity = (typeof severities)[number];

const NestedParkReported = Type.Object({ report: Uuid, kind: oneOf(nestedKinds), on: Day, document: Type.Optional(DocumentRef) }, closed);
const NestedParkFound = Type.Object({ report: Uuid, kind: oneOf(nestedKinds), on: Day, document: Type.Optional(DocumentRef) }, closed);
const NestedParkDismissed = Type.Object({ report: Uuid, reason: Text, document: Type.Optional(DocumentRef) }, closed);
const NestedParkCleared = Type.Object({ report: Uuid, on: Day, document: DocumentRef }, closed);

const AccidentRecorded = Type.Object(
  { accident: Code, date: Day, severity: Type.Union([oneOf(severities), Type.Null()]), report: Type.Optional(DocumentRef) },
  closed,
);
const AccidentGraded = Type.Object({ accident: Code, severity: oneOf(severities), report: DocumentRef }, closed);
const AccidentStruck = Type.Object({ accident: Code, reason: Text, document: DocumentRef }, closed);
const AccidentStatementMade = Type.Object(
  { year: Year, none: Type.Boolean(), accidents: Type.Array(Code, { uniqueItems: true }), document: Type.Optional(DocumentRef) },
  closed,
);

const FalseEvidenceProven = Type.Object({ finding: Uuid, year: Year, metric: Type.Optional(Text), document: DocumentRef }, closed);
const FalseEvidenceRevoked = Type.Object({ finding: Uuid, reason: Text, document: DocumentRef }, closed);

/** What bars a park: nested parks, accidents, false evidence. */
export const safetyEvents = {
  NestedParkReported: defineEvent('NestedParkReported', { about: '县区报告厂中厂、园中园（R39）', schema: NestedParkReported }),
  NestedParkFound: defineEvent('NestedParkFound', {
    about: '经信核实为厂中厂、园中园，一律不得参评（指导意见四（四））',
    schema: NestedParkFound,
  }),
  NestedParkDismissed: defineEvent('NestedParkDismissed', { about: '经信核实不是厂中厂、园中园', schema: NestedParkDismissed }),
  NestedParkCleared: defineEvent('NestedParkCleared', { about: '厂中厂、园中园已整改销号', schema: NestedParkCleared }),
  AccidentRecorded: defineEvent('AccidentRecorded', {
    about: '应急管理登记生产安全事故；等级以官方报告为准，未定级为空（R37）',
    schema: AccidentRecorded,
  }),
  AccidentGraded: defineEvent('AccidentGraded', { about: '按官方报告定级或更正等级（R37）', schema: AccidentGraded }),
  AccidentStruck: defineEvent('AccidentStruck', { about: '撤销登记有误的事故', schema: AccidentStruck }),
  AccidentStatementMade: defineEvent('AccidentStatementMade', {
    about: '应急管理就某年度列明事故或说明没有事故',
    schema: AccidentStatementMade,
  }),
  FalseEvidenceProven: defineEvent('FalseEvidenceProven', { about: '认定某年度弄虚作假（R25）', schema: FalseEvidenceProven }),
  FalseEvidenceRevoked: defineEvent('FalseEvidenceRevoked', { about: '撤销弄虚作假认定（如复议、判决）', schema: FalseEvidenceRevoked }),
} as const;
