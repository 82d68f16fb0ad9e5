import { compareDecimals, compareIds } from '#libs/kernel';
import type { Readings } from '#libs/scheme';
import { awardAt } from './awards.js';
import { type Contender, rankInGroups } from './ties.js';
import { type Tier, tiersByPosition } from './tiers.js';

/** A park's place. Tier and award are null where a tie blocks that only a ruling can settle. */
export interface Place {
  readonly park: string;
  readonly rank: number;
  readonly tier: Tier | null;
  readonly award: string | null;
}

/** An unsettled tie, ids in order. It blocks finalising where tier or money would differ between its positions. */
export interface Tie {
  readonly parks: readonly string[];
  readonly blocks: boolean;
}

export interface Ranking {
  /** In ranking order. */
  readonly places: readonly Place[];
  readonly unresolvedTies: readonly Tie[];
}

/** Ranks, tiers and awards (R34, R34t, R35, R41). A group that no ruling settles shares its first rank. */
export function rank(contenders: readonly Contender[], rulings: readonly (readonly string[])[], readings: Readings): Ranking {
  const groups = rankInGroups(contenders, rulings);
  const totals = groups.flatMap((group) => group.members.map((member) => member.total));
  const tiers = tiersByPosition(totals, readings);
  const outcomes = tiers.map((tier, index) => ({ tier, award: awardAt(index, tier, readings) }));
  const places: Place[] = [];
  const unresolvedTies: Tie[] = [];
  for (const { members, ruled } of groups) {
    const first = places.length;
    const own = outcomes.slice(first, first + members.length);
    if (members.length === 1 || ruled) {
      members.forEach((member, i) => places.push({ park: member.id, rank: first + i + 1, ...outcome(own[i]) }));
      continue;
    }
    const blocks = own.some((other) => !sameOutcome(other, outcome(own[0])));
    const shared = blocks ? { tier: null, award: null } : outcome(own[0]);
    for (const member of members) places.push({ park: member.id, rank: first + 1, ...shared });
    unresolvedTies.push({ parks: members.map((member) => member.id).sort(compareIds), blocks });
  }
  return { places, unresolvedTies };
}

interface Outcome {
  readonly tier: Tier;
  readonly award: string;
}

function outcome(value: Outcome | undefined): Outcome {
  if (value === undefined) throw new Error('a position without an outcome');
  return value;
}

function sameOutcome(a: Outcome, b: Outcome): boolean {
  return a.tier === b.tier && compareDecimals(a.award, b.award) === 0;
}
