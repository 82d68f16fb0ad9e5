import { Type } from '@sinclair/typebox';
import { defineEvent, type EventsOf } from '#libs/event-sourcing';
import { DocumentRef } from '#libs/evidence';
import { closed, Code, Day, oneOf, Text, Uscc, Uuid } from '../payload.js';

/** Why a rectification is ordered: 安全, 环保, 亩均效益 (指导意见三（二）). */
export const rectificationGrounds = ['safety', 'environment', 'benefitPerMu'] as const;
export type RectificationGround = (typeof rectificationGrounds)[number];

/** What a tenant grew into when it graduates: 规上企业, 高新技术企业 (指导意见三（三）). */
export const graduations = ['aboveScale', 'highTech'] as const;
export type Graduation = (typeof graduations)[number];

const document = { document: Type.Optional(DocumentRef) };

const TenancyApplied = Type.Object({ park: Code, zone: Code, county: Code, enterprise: Uuid, uscc: Uscc, ...document }, closed);
const TenantAdmitted = Type.Object({ from: Day, ...document }, closed);
const TenancyRefused = Type.Object({ reason: Text, ...document }, closed);
const AdmissionCorrected = Type.Object({ from: Day, reason: Text, document: DocumentRef }, closed);
const RectificationOrdered = Type.Object(
  {
    order: Uuid,
    grounds: Type.Array(oneOf(rectificationGrounds), { minItems: 1, uniqueItems: true }),
    due: Day,
    note: Type.Optional(Text),
    ...document,
  },
  closed,
);
const RectificationCleared = Type.Object({ order: Uuid, on: Day, ...document }, closed);
const TenantRemoved = Type.Object({ on: Day, reason: Text, orders: Type.Array(Uuid, { minItems: 1 }), document: DocumentRef }, closed);
const TenantLeft = Type.Object({ on: Day, reason: Text, ...document }, closed);
const TenantGraduated = Type.Object({ on: Day, to: oneOf(graduations), ...document }, closed);

/** Events of `tenancy-{id}`: one stay of an enterprise in a park. The last day of a stay belongs to it. */
export const tenancyEvents = {
  TenancyApplied: defineEvent('TenancyApplied', { about: '企业申请入园', schema: TenancyApplied }),
  TenantAdmitted: defineEvent('TenantAdmitted', { about: '审核同意入园，自某日起', schema: TenantAdmitted }),
  TenancyRefused: defineEvent('TenancyRefused', { about: '审核不同意入园', schema: TenancyRefused }),
  AdmissionCorrected: defineEvent('AdmissionCorrected', { about: '更正登记有误的入园日期', schema: AdmissionCorrected }),
  RectificationOrdered: defineEvent('RectificationOrdered', {
    about: '责令整改：安全、环保或亩均效益，限期（指导意见三（二））',
    schema: RectificationOrdered,
  }),
  RectificationCleared: defineEvent('RectificationCleared', { about: '整改销号', schema: RectificationCleared }),
  TenantRemoved: defineEvent('TenantRemoved', { about: '整改期满仍不达标，清理出园（指导意见三（二））', schema: TenantRemoved }),
  TenantLeft: defineEvent('TenantLeft', { about: '企业自行离园（搬离、注销、租约期满）', schema: TenantLeft }),
  TenantGraduated: defineEvent('TenantGraduated', {
    about: '成长为规上或高新技术企业后有序退出，不是清理（指导意见三（三））',
    schema: TenantGraduated,
  }),
} as const;
export type TenancyEvent = EventsOf<typeof tenancyEvents>;
