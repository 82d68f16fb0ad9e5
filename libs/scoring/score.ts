import { type Fraction, fraction, fractionText, roundHalfUp } from '#libs/kernel';
import { type Row, type RowCode, type Scheme, schemeHash, type TieBreaker } from '#libs/scheme';
import { canonicalInput } from './canonical.js';
import { levelValue } from './efficacy.js';
import { type BarReason, eligibility, type Eligibility } from './eligibility.js';
import { factsHash, hashedText, resultHash } from './hashes.js';
import type { ParkInput, ScoringInput } from './input.js';
import { rank, type Tie } from './ranking.js';
import { scoreRow } from './rows.js';
import type { Indicator, RowScore, Sheet } from './sheet.js';
import type { Contender } from './ties.js';
import type { Tier } from './tiers.js';
import { sum } from './values.js';

/** The version of these rules in code. A change that alters any hashed sheet becomes a new version beside this one. */
export const ENGINE = '1';

export type ParkResult =
  | { readonly park: string; readonly status: 'barred'; readonly reasons: readonly BarReason[] }
  | { readonly park: string; readonly status: 'transition'; readonly scores: Readonly<Record<RowCode, string>>; readonly total: string }
  | {
      readonly park: string;
      readonly status: 'ranked';
      readonly scores: Readonly<Record<RowCode, string>>;
      readonly total: string;
      readonly rank: number;
      /** null: undecided, a tie blocks. */
      readonly tier: Tier | null;
      /** 万元 as the scheme writes it; "0" for B and C; null: undecided. */
      readonly award: string | null;
    };

export interface ScoringResult {
  readonly engine: string;
  readonly scheme: string;
  readonly year: number;
  /** In order of id. */
  readonly parks: readonly ParkResult[];
  /** Ids in ranking order; an unresolved tie stands in order of id. */
  readonly ranking: readonly string[];
  readonly unresolvedTies: readonly Tie[];
  readonly rankedCount: number;
  /** Ranked parks whose tier is decided. */
  readonly tiers: Readonly<Record<Tier, number>>;
  /** R34: fewer ranked than the scheme's number, so that the task force confirms the tiers. */
  readonly confirmationNeeded: boolean;
  /** One sheet a park, barred ones included, in order of id. */
  readonly sheets: readonly Sheet[];
  readonly factsHash: string;
  readonly resultHash: string;
}

/** A park with what it earned; rows are in the scheme's order. */
interface Scored {
  readonly park: ParkInput;
  readonly status: 'ranked' | 'transition';
  readonly indicators: readonly Indicator[];
  readonly exactTotal: Fraction;
  readonly total: string;
}

/**
 * Scores a year: who takes part, the nine rows, totals, ranking, tiers, awards, and a sheet for every park. Pure; equal inputs give equal bytes in whatever
 * order parks, lines or keys come. A ruling orders a tie and never changes a total.
 */
export function score(given: ScoringInput): ScoringResult {
  const input = canonicalInput(given);
  const { scheme, year } = input;
  const standing = new Map(input.parks.map((park) => [park.id, eligibility(park, input)]));
  const scored = scoreParks(input, standing);
  const contenders = scored.filter((each) => each.status === 'ranked').map((each) => contender(each, scheme));
  const ranking = rank(contenders, input.rulings.ties, scheme.readings);
  const hash = schemeHash(scheme);
  const byPark = new Map(scored.map((each) => [each.park.id, each]));
  const sheets = input.parks.map((park) => sheetOf(park, standing.get(park.id), byPark.get(park.id), { hash, scheme, year }));
  const facts = factsHash(input);
  const decided = (tier: Tier): number => ranking.places.filter((place) => place.tier === tier).length;
  return {
    engine: ENGINE,
    scheme: hash,
    year,
    parks: input.parks.map((park): ParkResult => {
      const own = byPark.get(park.id);
      const state = standing.get(park.id);
      if (own === undefined) return { park: park.id, status: 'barred', reasons: state?.status === 'barred' ? state.reasons : [] };
      const scores = Object.fromEntries(own.indicators.map((each) => [each.row, each.score])) as Record<RowCode, string>;
      const place = ranking.places.find((each) => each.park === park.id);
      if (place === undefined) return { park: park.id, status: 'transition', scores, total: own.total };
      return { park: park.id, status: 'ranked', scores, total: own.total, rank: place.rank, tier: place.tier, award: place.award };
    }),
    ranking: ranking.places.map((place) => place.park),
    unresolvedTies: ranking.unresolvedTies,
    rankedCount: contenders.length,
    tiers: { A: decided('A'), B: decided('B'), C: decided('C') },
    confirmationNeeded: contenders.length < scheme.readings.confirmBelowRanked,
    sheets,
    factsHash: facts,
    resultHash: resultHash({ engine: ENGINE, scheme: hash, year, sheets, factsHash: facts, ...ranking }),
  };
}

/** The canonical JSON whose SHA-256 is `resultHash`. */
export function resultText(result: ScoringResult): string {
  const byPark = new Map(result.parks.map((one) => [one.park, one]));
  const places = result.ranking.map((park) => {
    const one = byPark.get(park);
    if (one?.status !== 'ranked') throw new TypeError(`${park} stands in the ranking and is not ranked`);
    return { park, rank: one.rank, tier: one.tier, award: one.award };
  });
  return hashedText({ ...result, places });
}

function scoreParks({ scheme, year, parks }: ScoringInput, standing: ReadonlyMap<string, Eligibility>): Scored[] {
  const taking = parks.filter((park) => standing.get(park.id)?.status !== 'barred');
  const ranked = new Set(taking.filter((park) => standing.get(park.id)?.status === 'ranked').map((park) => park.id));
  const rows = scheme.rows.map((row) => ({ row, scores: scoreRow(row, scheme, year, taking, ranked) }));
  return taking.map((park) => {
    const indicators = rows.map(({ row, scores }) => indicator(row, own(scores, park.id), scheme));
    // R3: the rounded rows add up to the total, or only the total is rounded and rows are shown rounded.
    const parts = indicators.map((each) => fraction(scheme.readings.rounding === 'rows' ? each.score : each.exact));
    const exactTotal = sum(parts);
    const total = roundHalfUp(exactTotal, scheme.readings.places);
    return { park, status: ranked.has(park.id) ? 'ranked' : 'transition', indicators, exactTotal, total };
  });
}

function own(scores: ReadonlyMap<string, RowScore>, id: string): RowScore {
  const value = scores.get(id);
  if (value === undefined) throw new Error(`park ${id} was not scored`);
  return value;
}

function indicator(row: Row, { points, terms, readings }: RowScore, scheme: Scheme): Indicator {
  return {
    row: row.code,
    points: row.points,
    rule: row.rule.kind,
    cites: row.readings,
    readings,
    terms,
    exact: fractionText(points),
    score: roundHalfUp(points, scheme.readings.places),
  };
}

/** What ranking compares: the published total, then the scheme's tie-breakers: rows as rounded, levels exact (R34t). */
function contender(scored: Scored, scheme: Scheme): Contender {
  return {
    id: scored.park.id,
    total: fraction(scored.total),
    breakers: scheme.readings.tieBreakers.map((breaker) => breakerValue(breaker, scored, scheme)),
  };
}

function breakerValue(breaker: TieBreaker, { park, indicators }: Scored, scheme: Scheme): Fraction | null {
  const [code, level] = breaker.split('.');
  if (level === undefined) {
    const row = indicators.find((each) => each.row === code);
    return row === undefined ? null : fraction(row.score);
  }
  const rule = scheme.rows.find((each) => each.code === code)?.rule;
  return rule?.kind === 'efficacy' ? levelValue(rule, park.facts.current) : null;
}

function sheetOf(
  park: ParkInput,
  standing: Eligibility | undefined,
  scored: Scored | undefined,
  { hash, scheme, year }: { hash: string; scheme: Scheme; year: number },
): Sheet {
  const head = { engine: ENGINE, scheme: hash, year, park: park.id };
  if (scored === undefined)
    return { ...head, status: 'barred', reasons: standing?.status === 'barred' ? standing.reasons : [], indicators: [] };
  const { rounding, places } = scheme.readings;
  return {
    ...head,
    status: scored.status,
    indicators: scored.indicators,
    rounding: { of: rounding, places },
    exactTotal: fractionText(scored.exactTotal),
    total: scored.total,
  };
}
