import { DomainError, type Fault } from '#libs/kernel';
import { dossierErrors } from './errors.js';

/** Refuses for all faults at once. A single fault lends its code to the refusal, so that each wrong input has a code of its own. */
export function refuseFor(faults: readonly Fault[]): void {
  const [only, second] = faults;
  if (only === undefined) return;
  if (second === undefined) throw new DomainError(only.code, 'invalid', only.message, only.remedy, only.params, only.where, faults);
  throw dossierErrors.error('dossier.invalid', { count: faults.length }, { faults });
}
