import { type Static, Type } from '@sinclair/typebox';
import { defineEvent } from '#libs/event-sourcing';
import { DocumentRef } from '#libs/evidence';
import { closed, Day, oneOf, PositiveDecimal, SchemeRef, Text, Uuid } from '../payload.js';

/** 认定标准 one by one (指导意见一（二）), by the codes that a scheme lists them under. */
export const recognitionCriteria = [
  'withinZone',
  'legalPerson',
  'goodCredit',
  'inOperation',
  'fitsPlan',
  'publicFacilities',
  'operator',
  'size',
  'admissionConditions',
  'smallShare',
  'manufacturers',
] as const;
export type RecognitionCriterion = (typeof recognitionCriteria)[number];

const evidence = { evidence: Type.Array(DocumentRef, { minItems: 1, maxItems: 50 }) };
const Stated = Type.Object({ met: Type.Boolean(), ...evidence }, closed);
const Count = Type.Integer({ minimum: 0, maximum: 1_000_000 });
const Land = Type.Object({ area: PositiveDecimal, unit: oneOf(['mu', 'm2']) }, closed);

/** The facts of an application, one for each criterion, each with its own evidence. The zone's level is the zone's registration, not the applicant's word. */
export const RecognitionFacts = Type.Object(
  {
    withinZone: Stated,
    legalPerson: Stated,
    goodCredit: Type.Object({ operator: Type.Boolean(), representative: Type.Boolean(), ...evidence }, closed),
    inOperation: Type.Object({ since: Day, ...evidence }, closed),
    fitsPlan: Stated,
    publicFacilities: Stated,
    operator: Stated,
    /** Land in 亩 or m² as measured, floor in m²; one of them is enough. */
    size: Type.Object({ land: Type.Optional(Land), floor: Type.Optional(PositiveDecimal), ...evidence }, closed),
    admissionConditions: Type.Object({ met: Type.Boolean(), leadingIndustry: Type.String({ maxLength: 200 }), ...evidence }, closed),
    smallShare: Type.Object({ small: Count, tenants: Count, ...evidence }, closed),
    manufacturers: Type.Object({ count: Count, ...evidence }, closed),
  },
  closed,
);
export type RecognitionFacts = Static<typeof RecognitionFacts>;

/** One criterion judged: what was found and what is required, as codes and numbers. */
export const RecognitionCheck = Type.Object(
  { criterion: oneOf(recognitionCriteria), passed: Type.Boolean(), found: Text, required: Text },
  closed,
);
export type RecognitionCheck = Static<typeof RecognitionCheck>;

/** A criterion that the task force itself found not to be met, against what was stated. */
export const RecognitionFinding = Type.Object({ criterion: oneOf(recognitionCriteria), reason: Text }, closed);
export type RecognitionFinding = Static<typeof RecognitionFinding>;

const RecognitionApplied = Type.Object({ application: Uuid, facts: RecognitionFacts, document: Type.Optional(DocumentRef) }, closed);
const ParkRecognised = Type.Object(
  { application: Uuid, on: Day, checks: Type.Array(RecognitionCheck), scheme: SchemeRef, document: DocumentRef },
  closed,
);
const RecognitionRefused = Type.Object(
  {
    application: Uuid,
    on: Day,
    failed: Type.Array(RecognitionCheck),
    findings: Type.Array(RecognitionFinding),
    scheme: SchemeRef,
    document: Type.Optional(DocumentRef),
  },
  closed,
);
const RecognitionWithdrawn = Type.Object({ on: Day, ground: Text, document: DocumentRef }, closed);

export const recognitionEvents = {
  RecognitionApplied: defineEvent('RecognitionApplied', {
    about: '申请认定：逐项事实，各附证据（指导意见一（二））',
    schema: RecognitionApplied,
  }),
  ParkRecognised: defineEvent('ParkRecognised', { about: '认定为小微企业园，逐项条件均满足', schema: ParkRecognised }),
  RecognitionRefused: defineEvent('RecognitionRefused', { about: '不予认定，列明每一项不满足的条件', schema: RecognitionRefused }),
  RecognitionWithdrawn: defineEvent('RecognitionWithdrawn', { about: '撤销认定：日期、理由、文件', schema: RecognitionWithdrawn }),
} as const;
