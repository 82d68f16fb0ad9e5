import { type Fraction, fraction } from '#libs/kernel';
import type { Readings, Row, TableRule } from '#libs/scheme';
import type { Levelled, ParkInput } from './input.js';
import { inputOf, type RowScore, term, type Term } from './sheet.js';
import { atMost, levelsOf, sum } from './values.js';

/**
 * Bonus table (R32, R33): points by level for each recognition dated within the window of `window` years that ends with Y, and for each talent team of the
 * year; at most the row's points. A level that the table does not name earns nothing.
 */
export function table(row: Row, rule: TableRule, park: ParkInput, year: number, readings: Readings): RowScore {
  const { bonus } = readings;
  const first = year - bonus.window + 1;
  const inWindow = (entry: Levelled): boolean => {
    const of = yearOf(entry);
    return of !== undefined && first <= of && of <= year;
  };
  const recognition = lookup(rule.recognition, park, bonus.recognition, inWindow, { from: String(first), to: String(year) });
  const talent = lookup(rule.talent, park, bonus.talent, () => true, {});
  const earned = recognition.points.add(talent.points);
  const points = atMost(earned, fraction(row.points));
  return {
    points,
    terms: [
      term('bonus', 'cap', points, {
        parameters: { most: row.points },
        flags: points.equals(earned) ? [] : ['capped'],
        terms: [recognition.term, talent.term],
      }),
    ],
    readings: { bonus },
  };
}

function lookup(
  measure: string,
  park: ParkInput,
  points: Readonly<Record<string, string>>,
  counts: (entry: Levelled) => boolean,
  parameters: Readonly<Record<string, string>>,
): { points: Fraction; term: Term } {
  const entries = (levelsOf(park.facts.current, measure) ?? []).filter(counts);
  const levels = [...new Set(entries.map((entry) => entry.level))].sort();
  const terms = levels.map((level) => {
    const count = entries.filter((entry) => entry.level === level).length;
    const each = Object.hasOwn(points, level) ? (points[level] ?? '0') : '0';
    return term(level, 'count', fraction(each).mul(fraction(count)), { parameters: { count: String(count), each } });
  });
  const total = sum(terms.map((each) => fraction(each.value ?? '0')));
  const inputs = [inputOf('current', measure, park.facts.current[measure])];
  return {
    points: total,
    term: term(measure, 'lookup', total, { ...(Object.keys(parameters).length > 0 ? { parameters } : {}), terms, inputs }),
  };
}

function yearOf(entry: Levelled): number | undefined {
  return entry.date === undefined ? undefined : Number(entry.date.slice(0, 4));
}
