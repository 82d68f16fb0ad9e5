import { fraction } from '#libs/kernel';
import type { AssessedRule } from '#libs/scheme';
import type { ParkInput } from './input.js';
import { inputOf, type RowScore, term } from './sheet.js';
import { atMost, numberOf, zero } from './values.js';

/** Assessed points (R31): the median that was measured, at most the rule's points. */
export function assessed(rule: AssessedRule, park: ParkInput): RowScore {
  const given = numberOf(park.facts.current, rule.measure);
  const points = atMost(given ?? zero, fraction(rule.most));
  return {
    points,
    terms: [
      term(rule.measure, 'assess', points, {
        parameters: { most: rule.most },
        flags: given === undefined ? ['noValue'] : [],
        inputs: [inputOf('current', rule.measure, park.facts.current[rule.measure])],
      }),
    ],
    readings: {},
  };
}
