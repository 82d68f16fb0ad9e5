import { compareIds, type Fraction } from '#libs/kernel';

/** A ranked park as ranking sees it: its total, and what tells equal totals apart, in the scheme's order. null = no value, below every value. */
export interface Contender {
  readonly id: string;
  readonly total: Fraction;
  readonly breakers: readonly (Fraction | null)[];
}

/** Parks that nothing but a ruling can tell apart; a park on its own is a group of one. `ruled`: the members stand in the ruling's order. */
export interface Group {
  readonly members: readonly Contender[];
  readonly ruled: boolean;
}

/**
 * The ranking in groups (R34t): by total, then by the tie-breakers, higher first. Equal parks form a group in order of id, unless a ruling settles it. A
 * ruling settles a group only if it names all of it; of several that do, the last stands. Whom else it names does not matter.
 */
export function rankInGroups(contenders: readonly Contender[], rulings: readonly (readonly string[])[]): Group[] {
  const sorted = [...contenders].sort((a, b) => compareContenders(a, b) || compareIds(a.id, b.id));
  const groups: Contender[][] = [];
  for (const contender of sorted) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && compareContenders(last[0], contender) === 0) last.push(contender);
    else groups.push([contender]);
  }
  return groups.map((members) => settle(members, rulings));
}

function settle(members: readonly Contender[], rulings: readonly (readonly string[])[]): Group {
  if (members.length === 1) return { members, ruled: false };
  const ruling = rulings.findLast((ids) => members.every((member) => ids.includes(member.id)));
  if (ruling === undefined) return { members, ruled: false };
  return { members: [...members].sort((a, b) => ruling.indexOf(a.id) - ruling.indexOf(b.id)), ruled: true };
}

function compareContenders(a: Contender, b: Contender): number {
  const byTotal = b.total.compare(a.total);
  if (byTotal !== 0) return byTotal;
  for (const [i, breaker] of a.breakers.entries()) {
    const order = compareValues(b.breakers[i] ?? null, breaker);
    if (order !== 0) return order;
  }
  return 0;
}

function compareValues(a: Fraction | null, b: Fraction | null): number {
  if (a === null || b === null) return (a === null ? 0 : 1) - (b === null ? 0 : 1);
  return a.compare(b);
}
