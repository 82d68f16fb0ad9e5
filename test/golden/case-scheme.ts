import { readFileSync } from 'node:fs';
import { parseScheme, type Scheme, withReadings } from '#libs/scheme';

/** Readings that the golden form gives as "a number": a case may write them as a JSON number too. */
const numbers = ['growthCap', 'tierAMinScore', 'tierCScoreBelow'];

let cityScheme: Scheme | undefined;

/** The scheme under which a case is scored: the city's, with the case's readings. @throws DomainError `scheme.invalid` */
export function caseScheme(readings: Readonly<Record<string, unknown>> = {}): Scheme {
  cityScheme ??= parseScheme(readFileSync('seeds/schemes/luan-2023.yaml', 'utf8'));
  const overrides = Object.entries(readings).map(([key, value]) => [
    key,
    numbers.includes(key) && typeof value === 'number' ? String(value) : value,
  ]);
  return withReadings(cityScheme, Object.fromEntries(overrides));
}
