import { Query } from '@nestjs/cqrs';
import type { QueryOptions } from '#libs/event-sourcing';
import type { Fault } from '#libs/kernel';
import type { AccidentStatement, EnterpriseName, ParkStatusFor, ProposedLine } from '#libs/registry';
import type { Answer } from '#libs/http';
import type { Page, Row } from './registry-reads.js';

/** Zones, or the one with a code. */
export class ZonesQuery extends Query<Answer<readonly Row<'registry_zones'>[]>> {
  constructor(
    readonly filter: { readonly id?: string; readonly county?: string } & Page,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

/** What stands in place of a personal text that was erased. */
export const ERASED_TEXT = '已删除';

/**
 * A park as the API shows it: its state, and whether it is recognised as things stand. Its contact is opened: 「已删除」 where it was erased, null where its key is
 * lost; `contactSubject` is what an erasure names.
 */
export type ParkView = Omit<Row<'registry_parks'>, 'contact'> & {
  readonly contact?: string | null;
  readonly contactSubject?: string;
  readonly recognisedSince: string | null;
};

/** Parks, or the one with a code. */
export class ParksQuery extends Query<Answer<readonly ParkView[]>> {
  constructor(
    readonly filter: {
      readonly id?: string;
      readonly zone?: string;
      readonly county?: string;
      readonly status?: 'active' | 'ended';
    } & Page,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

/** A park's status for a year, with 应急管理's statement of that year. */
export interface ParkYearStatus extends ParkStatusFor {
  readonly park: string;
  readonly year: number;
  readonly resultDay: string;
  readonly scheme: string;
  readonly accidentStatement: { readonly state: 'missing' | 'current' | 'outdated'; readonly statement?: AccidentStatement };
}
export class ParkStatusQuery extends Query<Answer<ParkYearStatus>> {
  constructor(
    readonly asked: { readonly park: string; readonly year: number; readonly resultDay: string; readonly scheme: string },
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

/** An enterprise as the API shows it: a sealed name is opened as a park's contact is, and has its subject beside it. */
export type EnterpriseView = Omit<Row<'registry_enterprises'>, 'name'> & {
  readonly name: Exclude<EnterpriseName, object> | null;
  readonly nameSubject?: string;
};
export class EnterprisesQuery extends Query<Answer<readonly EnterpriseView[]>> {
  constructor(
    readonly filter: { readonly id?: string; readonly uscc?: string } & Page,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

export class TenanciesQuery extends Query<Answer<readonly Row<'registry_tenancies'>[]>> {
  constructor(
    readonly filter: { readonly id?: string; readonly park?: string; readonly enterprise?: string; readonly status?: string } & Page,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

/** What the tenancy register proposes for a park's roster of a year, and, against a delivered one, where that differs. */
export interface RosterView {
  readonly park: string;
  readonly year: number;
  readonly lines: readonly ProposedLine[];
  readonly differences: readonly Fault[];
}
export class RosterProposalQuery extends Query<Answer<RosterView>> {
  constructor(
    readonly asked: { readonly park: string; readonly year: number; readonly delivered?: readonly ProposedLine[] },
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}

/** Enterprises counted once each: all, and those registered as small or micro (小微企业). */
export interface Counted {
  readonly all: number;
  readonly smallMicro: number;
}
/** The numbers of the targets (指导意见二) for the end of a year. */
export interface Growth {
  readonly year: number;
  readonly parksRecognised: number;
  /** 当年新增入园: first ever admitted in the year. */
  readonly newlySettled: Counted;
  /** 累计入园: ever admitted by the end of the year, those who left included. */
  readonly settledInAll: Counted;
  /** Of these, tenants on 31 December. */
  readonly tenants: Counted;
}
export class GrowthQuery extends Query<Answer<Growth>> {
  constructor(
    readonly year: number,
    readonly at: QueryOptions = {},
  ) {
    super();
  }
}
