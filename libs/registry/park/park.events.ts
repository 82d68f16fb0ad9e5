import { Type } from '@sinclair/typebox';
import { defineEvent, type EventsOf, PersonalField } from '#libs/event-sourcing';
import { DocumentRef } from '#libs/evidence';
import { closed, Code, Day, SchemeRef, Text, Uscc } from '../payload.js';
import { recognitionEvents } from './recognition.events.js';
import { safetyEvents } from './safety.events.js';

/** 运营管理机构: the park's operating company. */
export const Operator = Type.Object({ name: Text, uscc: Uscc }, closed);

const ParkRegistered = Type.Object(
  {
    code: Code,
    name: Text,
    zone: Code,
    county: Code,
    operator: Operator,
    contact: Type.Optional(PersonalField),
    completedOn: Type.Optional(Day),
    operatingSince: Type.Optional(Day),
    document: Type.Optional(DocumentRef),
  },
  closed,
);

const ParkAmended = Type.Object(
  {
    name: Type.Optional(Text),
    operator: Type.Optional(Operator),
    contact: Type.Optional(PersonalField),
    completedOn: Type.Optional(Day),
    operatingSince: Type.Optional(Day),
    reason: Text,
    document: Type.Optional(DocumentRef),
  },
  closed,
);

/** The same payload in both parks' streams: `from` ends on that day, `into` goes on. */
const ParksMerged = Type.Object({ from: Code, into: Code, on: Day, document: DocumentRef }, closed);
/** The same payload in every stream: `from` ends on that day, each of `into` goes on with a part. */
const ParkSplit = Type.Object(
  { from: Code, into: Type.Array(Code, { minItems: 2, uniqueItems: true }), on: Day, document: DocumentRef },
  closed,
);

const TransitionGranted = Type.Object(
  { from: Day, until: Day, months: Type.Integer({ minimum: 1 }), scheme: SchemeRef, document: DocumentRef },
  closed,
);
const ParticipationDeclared = Type.Object(
  { year: Type.Integer({ minimum: 2000, maximum: 2999 }), takesPart: Type.Boolean(), signedBy: Text, document: Type.Optional(DocumentRef) },
  closed,
);

/** Events of `park-{code}`. */
export const parkEvents = {
  ParkRegistered: defineEvent('ParkRegistered', {
    about: '登记小微企业园：编码、名称、所在开发区、运营机构、竣工和投运日期',
    schema: ParkRegistered,
  }),
  ParkAmended: defineEvent('ParkAmended', { about: '变更园区登记', schema: ParkAmended }),
  ParksMerged: defineEvent('ParksMerged', { about: '园区并入另一园区；合并园区的基期为各前身之和（R18）', schema: ParksMerged }),
  ParkSplit: defineEvent('ParkSplit', { about: '园区拆分为若干园区（R18）', schema: ParkSplit }),
  TransitionGranted: defineEvent('TransitionGranted', {
    about: '给予过渡期，自竣工投运起不超过两年（指导意见四（二），R36）',
    schema: TransitionGranted,
  }),
  ParticipationDeclared: defineEvent('ParticipationDeclared', {
    about: '过渡期园区签署声明本年度是否参评，一经作出不再更改（R36）',
    schema: ParticipationDeclared,
  }),
  ...recognitionEvents,
  ...safetyEvents,
} as const;
export type ParkEvent = EventsOf<typeof parkEvents>;
