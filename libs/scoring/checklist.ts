import { type Fraction, fraction } from '#libs/kernel';
import type { ChecklistPart, ChecklistRule, DigitalPart, ListPart, Readings, SetPart } from '#libs/scheme';
import { assessed } from './assessed.js';
import type { ParkInput } from './input.js';
import { inputOf, type RowScore, term, type Term } from './sheet.js';
import { atMost, flagOf, sum, textsOf, zero } from './values.js';

interface Part {
  readonly points: Fraction;
  readonly term: Term;
  readonly readings: Partial<Readings>;
}

/** Checklist (R29, R30, R31): the sum of its parts. */
export function checklist(rule: ChecklistRule, park: ParkInput, readings: Readings): RowScore {
  const parts = rule.parts.map((part) => score(part, park, readings));
  return {
    points: sum(parts.map((part) => part.points)),
    terms: parts.map((part) => part.term),
    readings: Object.assign({}, ...parts.map((part) => part.readings)) as Partial<Readings>,
  };
}

function score(part: ChecklistPart, park: ParkInput, readings: Readings): Part {
  switch (part.kind) {
    case 'flag': {
      const points = flagOf(park.facts.current, part.measure) === true ? fraction(part.points) : zero;
      const inputs = [inputOf('current', part.measure, park.facts.current[part.measure])];
      return { points, term: term(part.measure, 'flag', points, { parameters: { points: part.points }, inputs }), readings: {} };
    }
    case 'list':
      return list(part, park, readings);
    case 'set':
      return set(part, park, readings);
    case 'digital':
      return digital(part, park, readings);
  }
}

/** R29: one a category. R30: each platform, or each kind of platform. */
function list(part: ListPart, park: ParkInput, readings: Readings): Part {
  const entries = textsOf(park.facts.current, part.measure) ?? [];
  const lineByLine = part.counts === 'platforms' && readings.platforms === 'each';
  const count = lineByLine ? entries.length : new Set(entries).size;
  return counted(part, park, count, part.counts === 'platforms' ? { platforms: readings.platforms } : {});
}

/** R31: each of the named items; under the reading `all` the whole points for all of them and none for fewer. */
function set(part: SetPart, park: ParkInput, readings: Readings): Part {
  const given = textsOf(park.facts.current, part.measure) ?? [];
  const count = part.items.filter((item) => given.includes(item)).length;
  if (part.counts === 'items') return counted(part, park, count, {});
  if (readings.facilities === 'each') return counted(part, park, count, { facilities: readings.facilities });
  const points = count === part.items.length ? fraction(part.most) : zero;
  const inputs = [inputOf('current', part.measure, park.facts.current[part.measure])];
  const parameters = { count: String(count), of: String(part.items.length), points: part.most };
  return { points, term: term(part.measure, 'flag', points, { parameters, inputs }), readings: { facilities: readings.facilities } };
}

/** R31: the checklist, or the assessors' median. */
function digital(part: DigitalPart, park: ParkInput, readings: Readings): Part {
  const used = { digitalManagement: readings.digitalManagement };
  if (readings.digitalManagement === 'checklist') return { ...set(part.checklist, park, readings), readings: used };
  const { points, terms } = assessed(part.assessed, park);
  return { points, term: term('digitalManagement', 'sum', points, { terms }), readings: used };
}

function counted(part: ListPart | SetPart, park: ParkInput, count: number, readings: Partial<Readings>): Part {
  const earned = fraction(part.each).mul(fraction(count));
  const points = atMost(earned, fraction(part.most));
  return {
    points,
    term: term(part.measure, 'count', points, {
      parameters: { count: String(count), each: part.each, most: part.most },
      flags: points.equals(earned) ? [] : ['capped'],
      inputs: [inputOf('current', part.measure, park.facts.current[part.measure])],
    }),
    readings,
  };
}
