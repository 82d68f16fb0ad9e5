import type { Recorded } from '#libs/event-sourcing';
import type { Graduation, RectificationGround, TenancyEvent } from './tenancy.events.js';

/** One stay of an enterprise in a park, or nothing yet. */
export type TenancyState = { readonly status: 'none' } | Tenancy;

export type Tenancy = AppliedTenancy | RefusedTenancy | CurrentTenancy | EndedTenancy;

interface Parties {
  readonly park: string;
  readonly zone: string;
  readonly county: string;
  readonly enterprise: string;
  readonly uscc: string;
}
export interface AppliedTenancy extends Parties {
  readonly status: 'applied';
}
export interface RefusedTenancy extends Parties {
  readonly status: 'refused';
}
/** `orders`: rectifications that are not cleared. */
export interface CurrentTenancy extends Parties {
  readonly status: 'admitted';
  readonly from: string;
  readonly orders: readonly RectificationOrder[];
}
export interface EndedTenancy extends Parties {
  readonly status: 'removed' | 'left' | 'graduated';
  readonly from: string;
  /** The last day of the stay. */
  readonly to: string;
  readonly graduatedTo?: Graduation;
}
export interface RectificationOrder {
  readonly order: string;
  readonly grounds: readonly RectificationGround[];
  readonly due: string;
}

export const noTenancy: TenancyState = { status: 'none' };

export function evolveTenancy(state: TenancyState, event: Recorded<TenancyEvent>): TenancyState {
  switch (event.type) {
    case 'TenancyApplied': {
      const { document: _document, ...parties } = event.data;
      return { status: 'applied', ...parties };
    }
    case 'TenantAdmitted':
      return { ...(state as AppliedTenancy), status: 'admitted', from: event.data.from, orders: [] };
    case 'TenancyRefused':
      return { ...(state as AppliedTenancy), status: 'refused' };
    case 'AdmissionCorrected':
      return { ...(state as CurrentTenancy | EndedTenancy), from: event.data.from };
    case 'RectificationOrdered': {
      const tenancy = state as CurrentTenancy;
      const { order, grounds, due } = event.data;
      return { ...tenancy, orders: [...tenancy.orders, { order, grounds, due }] };
    }
    case 'RectificationCleared': {
      const tenancy = state as CurrentTenancy;
      return { ...tenancy, orders: tenancy.orders.filter((one) => one.order !== event.data.order) };
    }
    case 'TenantRemoved':
      return ended(state as CurrentTenancy, 'removed', event.data.on);
    case 'TenantLeft':
      return ended(state as CurrentTenancy, 'left', event.data.on);
    case 'TenantGraduated':
      return { ...ended(state as CurrentTenancy, 'graduated', event.data.on), graduatedTo: event.data.to };
    default:
      return event satisfies never;
  }
}

function ended(tenancy: CurrentTenancy, status: EndedTenancy['status'], to: string): EndedTenancy {
  const { orders: _orders, ...rest } = tenancy;
  return { ...rest, status, to };
}

/** The days of a stay, both inclusive; `to` null = still there. Undefined where the enterprise was never admitted. */
export function stayOf(state: TenancyState): { readonly from: string; readonly to: string | null } | undefined {
  switch (state.status) {
    case 'admitted':
      return { from: state.from, to: null };
    case 'removed':
    case 'left':
    case 'graduated':
      return { from: state.from, to: state.to };
    case 'none':
    case 'applied':
    case 'refused':
      return undefined;
    default:
      return state satisfies never;
  }
}
