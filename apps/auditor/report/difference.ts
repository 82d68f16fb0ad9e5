import type { DomainError, Fault } from '#libs/kernel';
import type { Place } from '#libs/verification';
import type { Difference } from './report.js';

/** A fault at its place. */
export function differenceOf(fault: Fault, place: Place, sides: { readonly expected?: string; readonly found?: string } = {}): Difference {
  const { code, message, remedy, params = {} } = fault;
  return { code, message, remedy, params, place, ...sides };
}

/** Whether something thrown is a refusal by the domain: a spec's realm has errors of its own. */
export function isRefusal(error: unknown): error is DomainError {
  return error instanceof Error && error.name === 'DomainError';
}
