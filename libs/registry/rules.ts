import type { SchemeRef } from './payload.js';

/**
 * What the registry's decisions take from an adopted scheme, as values; the events name the scheme. Months and percentages are integers, areas are decimal texts.
 */
export interface RegistryRules {
  readonly scheme: SchemeRef;
  /** The city's dictionary of leading industries (5+1), and how many a zone may have. */
  readonly industries: readonly string[];
  readonly maxLeadingIndustries: number;
  readonly recognition: RecognitionCriteria;
  /** R36: the longest transition, in months. */
  readonly transitionMonths: number;
}

/** 认定标准 (指导意见一（二）). */
export interface RecognitionCriteria {
  readonly zoneLevels: readonly string[];
  readonly operatingMonths: number;
  /** 亩 of land, or m² of floor: one of the two is enough. */
  readonly landMu: string;
  readonly floorM2: string;
  readonly smallMicroPercent: number;
  readonly manufacturing: number;
}
