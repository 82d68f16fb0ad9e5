import { canonicalJson, sha256 } from '#libs/kernel';
import { canonicalInput, canonicalMeasures } from './canonical.js';
import type { Measures, ScoringInput } from './input.js';
import type { Ranking } from './ranking.js';
import type { Sheet } from './sheet.js';

/** SHA-256 of a sheet's canonical JSON. */
export function sheetHash(sheet: Sheet): string {
  return sha256(canonicalJson(sheet));
}

/**
 * What scoring received of one side of a park, canonical: the value of each measure and which lines counted; never events, leaves or times.
 */
function canonicalSide(measures: Measures): unknown {
  return Object.entries(canonicalMeasures(measures)).map(([measure, { value, lines }]) => ({
    measure,
    value,
    counted: lines?.filter((line) => line.counted).map((line) => line.id) ?? null,
  }));
}

/** SHA-256 over the canonical facts of all parks of a run: standing and both sides of each. Ids stand in lists, not as keys: a register's may look like numbers. */
export function factsHash(input: ScoringInput): string {
  const parks = canonicalInput(input).parks.map(({ id, status, facts }) => ({
    park: id,
    status,
    current: canonicalSide(facts.current),
    base: canonicalSide(facts.base),
  }));
  return sha256(canonicalJson(parks));
}

/** SHA-256 over the canonical facts of one side of one park: what a run pins for a dossier's stream. */
export function measuresHash(measures: Measures): string {
  return sha256(canonicalJson(canonicalSide(measures)));
}

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
  return sha256(hashedText(result));
}

/** The canonical JSON whose SHA-256 is the result's hash: whoever holds it can name the hash, and the sheets by theirs. */
export function hashedText(result: HashedResult): string {
  const { engine, scheme, year, places, unresolvedTies, factsHash: facts } = result;
  const sheets = result.sheets.map((sheet) => ({ park: sheet.park, hash: sheetHash(sheet) }));
  return canonicalJson({ engine, scheme, year, sheets, places, unresolvedTies, facts });
}
