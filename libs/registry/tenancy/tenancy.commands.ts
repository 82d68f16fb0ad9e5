import type { DocumentRef } from '#libs/evidence';
import type { Graduation, RectificationGround } from './tenancy.events.js';

/** A creating command: the tenancy's id derives from the command. */
export interface ApplyForTenancy {
  readonly type: 'ApplyForTenancy';
  readonly park: string;
  readonly enterprise: string;
  readonly uscc: string;
  readonly document?: DocumentRef;
}
export interface AdmitTenant {
  readonly type: 'AdmitTenant';
  readonly from: string;
  readonly document?: DocumentRef;
}
export interface RefuseTenancy {
  readonly type: 'RefuseTenancy';
  readonly reason: string;
  readonly document?: DocumentRef;
}
export interface CorrectAdmission {
  readonly type: 'CorrectAdmission';
  readonly from: string;
  readonly reason: string;
  readonly document: DocumentRef;
}
export interface OrderRectification {
  readonly type: 'OrderRectification';
  readonly grounds: readonly RectificationGround[];
  readonly due: string;
  readonly note?: string;
  readonly document?: DocumentRef;
}
export interface ClearRectification {
  readonly type: 'ClearRectification';
  readonly order: string;
  readonly on: string;
  readonly document?: DocumentRef;
}
export interface RemoveTenant {
  readonly type: 'RemoveTenant';
  readonly on: string;
  readonly reason: string;
  readonly document: DocumentRef;
}
export interface RecordDeparture {
  readonly type: 'RecordDeparture';
  readonly on: string;
  readonly reason: string;
  readonly document?: DocumentRef;
}
export interface GraduateTenant {
  readonly type: 'GraduateTenant';
  readonly on: string;
  readonly to: Graduation;
  readonly document?: DocumentRef;
}
export type TenancyCommandInput =
  | ApplyForTenancy
  | AdmitTenant
  | RefuseTenancy
  | CorrectAdmission
  | OrderRectification
  | ClearRectification
  | RemoveTenant
  | RecordDeparture
  | GraduateTenant;
