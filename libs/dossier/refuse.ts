import { type Fault, refusalOf } from '#libs/kernel';
import { dossierErrors } from './errors.js';

/** Refuses for all faults at once. */
export function refuseFor(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  throw refusalOf(faults, () => dossierErrors.error('dossier.invalid', { count: faults.length }, { faults }));
}
