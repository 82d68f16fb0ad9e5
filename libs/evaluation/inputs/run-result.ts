import { type ScoringInput, type ScoringResult, sheetHash } from '#libs/scoring';
import type { RunResult } from '../run/run.decide.js';

/** A scoring result as a run records it. */
export function runResult(input: ScoringInput, result: ScoringResult): RunResult {
  const sheets = new Map(result.sheets.map((sheet) => [sheet.park, sheetHash(sheet)]));
  const ranked = new Map(result.parks.flatMap((park) => (park.status === 'ranked' ? [[park.park, park] as const] : [])));
  return {
    parks: result.parks.map((park) => {
      const hash = sheets.get(park.park);
      if (hash === undefined) throw new Error(`park ${park.park} has no sheet`);
      if (park.status === 'barred') return { park: park.park, status: park.status, reasons: [...park.reasons], sheetHash: hash };
      return { park: park.park, status: park.status, scores: { ...park.scores }, total: park.total, sheetHash: hash };
    }),
    ranking: result.ranking.map((id) => {
      const park = ranked.get(id);
      if (!park) throw new Error(`park ${id} is in the ranking and not ranked`);
      return { park: id, rank: park.rank, tier: park.tier, award: park.award };
    }),
    ungraded: ungradedParks(input),
    resultHash: result.resultHash,
    unresolvedTies: result.unresolvedTies.map(({ parks, blocks }) => ({ parks: [...parks], blocks })),
  };
}

/** Parks with an accident in the window that the official report has not graded (R37): no severity yet, so that it could still bar. */
function ungradedParks(input: ScoringInput): string[] {
  return input.parks
    .filter(({ status }) => status.accidents.some(({ severity }) => severity === null))
    .map(({ id }) => id)
    .sort();
}
