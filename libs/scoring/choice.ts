import type { ChoiceRule, Readings } from '#libs/scheme';
import type { ParkInput } from './input.js';
import { type Flag, inputOf, type RowScore, term, type Term } from './sheet.js';
import { steps } from './steps.js';
import { choiceOf, has, zero } from './values.js';

/**
 * Choice (R17): the option that the park declared counts, also where another would be worth more or its own metric was waived; nothing declared: the
 * higher. Under the reading `best` always the higher. Every option's result stands in the sheet.
 */
export function choice(rule: ChoiceRule, park: ParkInput, readings: Readings): RowScore {
  const { current } = park.facts;
  const options = rule.options.map((option) => ({ value: option.value, score: steps(option.rule, park, readings) }));
  const declared = options.find((option) => option.value === choiceOf(current, rule.declaredBy));
  const byDeclaration = readings.clusteringSelection === 'declared' && declared !== undefined;
  const higher = options.reduce((best, option) => (option.score.points.compare(best.score.points) > 0 ? option : best));
  const chosen = byDeclaration ? declared : higher;
  const how: Flag = byDeclaration ? 'declared' : readings.clusteringSelection === 'best' ? 'betterOption' : 'notDeclared';
  const terms = options.map((option): Term =>
    term(option.value, 'sum', option.score.points, { flags: option === chosen ? ['chosen'] : [], terms: option.score.terms }),
  );
  const points = chosen?.score.points ?? zero;
  return {
    points,
    terms: [
      term('choice', 'select', points, {
        flags: [how],
        terms,
        inputs: has(current, rule.declaredBy) ? [inputOf('current', rule.declaredBy, current[rule.declaredBy])] : [],
      }),
    ],
    readings: { clusteringSelection: readings.clusteringSelection, clusteringSteps: readings.clusteringSteps },
  };
}
