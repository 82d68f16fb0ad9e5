import { canonicalJson, compareIds } from '#libs/kernel';
import type { Measure, Measures, MeasureValue, ParkInput, ScoringInput } from './input.js';

/**
 * The input in its one order: parks by id, measures by code, lines by id, lists by content. What stands in a set or list has no order of its own, so that
 * the order of delivery never reaches a sheet. Rulings keep theirs: the last one stands.
 */
export function canonicalInput(input: ScoringInput): ScoringInput {
  const parks = [...input.parks].sort((a, b) => compareIds(a.id, b.id)).map(canonicalPark);
  const twice = parks.find((park, i) => park.id === parks[i + 1]?.id);
  if (twice !== undefined) throw new TypeError(`park ${twice.id} is given twice`);
  return { ...input, parks };
}

function canonicalPark(park: ParkInput): ParkInput {
  return {
    id: park.id,
    status: {
      ...park.status,
      accidents: sorted(park.status.accidents),
      falseEvidence: [...park.status.falseEvidence].sort((a, b) => a - b),
    },
    facts: { current: canonicalMeasures(park.facts.current), base: canonicalMeasures(park.facts.base) },
  };
}

/** Measures by code, their lists and lines in one order. */
export function canonicalMeasures(measures: Measures): Measures {
  const entries = Object.entries(measures).sort(([a], [b]) => compareIds(a, b));
  return Object.fromEntries(entries.map(([code, measure]) => [code, canonicalMeasure(measure)]));
}

function canonicalMeasure(measure: Measure): Measure {
  const { lines } = measure;
  return { ...measure, value: canonicalValue(measure.value), ...(lines === undefined ? {} : { lines: sorted(lines, (line) => line.id) }) };
}

function canonicalValue(value: MeasureValue): MeasureValue {
  return Array.isArray(value) ? (sorted(value) as MeasureValue) : value;
}

function sorted<T>(items: readonly T[], key: (item: T) => string = () => ''): T[] {
  return [...items]
    .map((item) => ({ item, key: key(item), text: canonicalJson(item) }))
    .sort((a, b) => compareIds(a.key, b.key) || compareIds(a.text, b.text))
    .map(({ item }) => item);
}
