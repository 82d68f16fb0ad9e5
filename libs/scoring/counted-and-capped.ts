import { fraction } from '#libs/kernel';
import type { CountedRule } from '#libs/scheme';
import type { ParkInput } from './input.js';
import { inputOf, type RowScore, term } from './sheet.js';
import { atMost, numberOf, sum, zero } from './values.js';

/** Counted and capped (R22, R23): in each group the sum of count × points, at most the group's cap; the caps are independent of one another. */
export function countedAndCapped(rule: CountedRule, park: ParkInput): RowScore {
  const groups = rule.groups.map((group) => {
    const items = group.items.map((item) => {
      const points = (numberOf(park.facts.current, item.measure) ?? zero).mul(fraction(item.each));
      return term(item.measure, 'multiply', points, {
        parameters: { each: item.each },
        inputs: [inputOf('current', item.measure, park.facts.current[item.measure])],
      });
    });
    const earned = sum(items.map((item) => fraction(item.value ?? '0')));
    const points = atMost(earned, fraction(group.most));
    return {
      points,
      term: term(group.code, 'cap', points, {
        parameters: { most: group.most },
        flags: points.equals(earned) ? [] : ['capped'],
        terms: items,
      }),
    };
  });
  return { points: sum(groups.map((group) => group.points)), terms: groups.map((group) => group.term), readings: {} };
}
