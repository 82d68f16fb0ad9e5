import type { Readings } from '#libs/scheme';
import type { Tier } from './tiers.js';

/** The award of a position, in 万元 as the scheme writes it (四（三）; R41): the named amounts for the first, then one amount for every other A; else "0". */
export function awardAt(index: number, tier: Tier, readings: Readings): string {
  if (tier !== 'A') return '0';
  return readings.awards[index] ?? readings.awardOthers;
}
