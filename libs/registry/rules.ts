import type { Scheme } from '#libs/scheme';
import type { SchemeRef } from './payload.js';

/** What the registry's decisions take from an adopted scheme, as values; the events name the scheme that they come from. */
export interface RegistryRules {
  readonly ref: SchemeRef;
  /** The city's dictionary of leading industries (5+1), and how many a zone may have. */
  readonly industries: Scheme['industries'];
  readonly recognition: Scheme['recognition'];
  /** R36: the longest transition, in months. */
  readonly transitionMonths: number;
  /** R25: for how many years after a year of proven false evidence a park is barred. */
  readonly barYears: number;
}

/** The registry's part of a scheme with this content hash. */
export function registryRules(scheme: Scheme, hash: string): RegistryRules {
  return {
    ref: { id: scheme.id, hash },
    industries: scheme.industries,
    recognition: scheme.recognition,
    transitionMonths: scheme.readings.transitionMonths,
    barYears: scheme.readings.falseEvidence.barYears,
  };
}
