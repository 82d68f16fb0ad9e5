import { canonicalJson, sha256 } from '#libs/kernel';
import { canonicalInput } from './canonical.js';
import type { Measures, ParkInput, ScoringInput } from './input.js';
import type { Ranking } from './ranking.js';
import type { Sheet } from './sheet.js';

/** SHA-256 of a sheet's canonical JSON. */
export function sheetHash(sheet: Sheet): string {
  return sha256(canonicalJson(sheet));
}

/**
 * What scoring received of a park, canonical: its standing, the value of each measure and which lines counted; never events, leaves or times. Parks stand
 * in lists, not as keys, for a register may give ids that look like numbers.
 */
function canonicalFacts(park: ParkInput): unknown {
  const side = (measures: Measures): unknown =>
    Object.entries(measures).map(([measure, { value, lines }]) => ({
      measure,
      value,
      counted: lines?.filter((line) => line.counted).map((line) => line.id) ?? null,
    }));
  return { park: park.id, status: park.status, current: side(park.facts.current), base: side(park.facts.base) };
}

/** SHA-256 over the canonical facts of all parks of a run. */
export function factsHash(input: ScoringInput): string {
  return sha256(canonicalJson(canonicalInput(input).parks.map(canonicalFacts)));
}

/** SHA-256 over the canonical facts of one side of one park: what a run pins for a dossier's stream. */
export function measuresHash(measures: Measures): string {
  const park: ParkInput = { id: '', status: noStatus, facts: { current: measures, base: {} } };
  return factsHash({ parks: [park] } as unknown as ScoringInput);
}

const noStatus: ParkInput['status'] = {
  recognised: true,
  parkWithinPark: false,
  transition: false,
  optsIn: false,
  accidents: [],
  falseEvidence: [],
};

/** What a run's result hash covers. */
export interface HashedResult extends Ranking {
  readonly engine: string;
  readonly scheme: string;
  readonly year: number;
  readonly sheets: readonly Sheet[];
  readonly factsHash: string;
}

/** SHA-256 over the sheets' hashes, the ranking with tiers and awards, unresolved ties, and the hash of the canonical facts. */
export function resultHash(result: HashedResult): string {
  const { engine, scheme, year, places, unresolvedTies, factsHash: facts } = result;
  const sheets = result.sheets.map((sheet) => ({ park: sheet.park, hash: sheetHash(sheet) }));
  return sha256(canonicalJson({ engine, scheme, year, sheets, places, unresolvedTies, facts }));
}
