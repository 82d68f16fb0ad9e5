import { type Fraction, fraction } from '#libs/kernel';
import type { Readings, StepsRule } from '#libs/scheme';
import type { ParkInput } from './input.js';
import { type Flag, inputOf, type RowScore, term } from './sheet.js';
import { atMost, numberOf, zero } from './values.js';

/**
 * Steps (R6, R15, R16): below `from` nothing; at `from`, itself included, `points`; `each` more for every full `step` above it, or in proportion under the
 * linear reading; at most `most`. An absent measure earns nothing.
 */
export function steps(rule: StepsRule, park: ParkInput, readings: Readings): RowScore {
  const value = numberOf(park.facts.current, rule.measure);
  const { points, flags } = pointsAt(rule, value, readings.clusteringSteps);
  const { from, points: atFrom, step, each, most } = rule;
  return {
    points,
    terms: [
      term(rule.measure, 'steps', points, {
        parameters: { from, points: atFrom, step, each, most },
        flags,
        inputs: [inputOf('current', rule.measure, park.facts.current[rule.measure])],
      }),
    ],
    readings: { clusteringSteps: readings.clusteringSteps },
  };
}

function pointsAt(rule: StepsRule, value: Fraction | undefined, reading: Readings['clusteringSteps']): { points: Fraction; flags: Flag[] } {
  if (value === undefined) return { points: zero, flags: ['noValue'] };
  if (value.compare(fraction(rule.from)) < 0) return { points: zero, flags: ['belowThreshold'] };
  const above = value.sub(fraction(rule.from)).div(fraction(rule.step));
  const earned = fraction(rule.points).add(fraction(rule.each).mul(reading === 'linear' ? above : above.floor()));
  const points = atMost(earned, fraction(rule.most));
  return { points, flags: points.equals(earned) ? [] : ['capped'] };
}
