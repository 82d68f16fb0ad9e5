import { registryErrors } from '../errors.js';
import { stayOf, type Tenancy } from './tenancy.state.js';

/** Another tenancy of the same enterprise in the same park, as its own stream gives it. */
export type OtherStay = Tenancy & { readonly id: string };

/** Days of a stay, both inclusive; `to` null = still there. */
export interface Stay {
  readonly from: string;
  readonly to: string | null;
}

/** Whether two stays share a day. */
export function overlap(a: Stay, b: Stay): boolean {
  return (b.to === null || a.from <= b.to) && (a.to === null || b.from <= a.to);
}

/** Repeated stays are intervals that share no day. */
export function demandNoOverlap(tenancy: { readonly uscc: string; readonly park: string }, stay: Stay, others: readonly OtherStay[]): void {
  for (const other of others) {
    const days = stayOf(other);
    if (days && overlap(stay, days)) {
      throw registryErrors.error(
        'registry.alreadyTenant',
        { uscc: tenancy.uscc, park: tenancy.park, tenancy: other.id },
        { where: 'from' },
      );
    }
  }
}
