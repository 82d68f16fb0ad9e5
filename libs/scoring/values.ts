import { type Fraction, fraction } from '#libs/kernel';
import type { Levelled, Measure, Measures } from './input.js';

/** Reading measures by their kind. An absent measure is undefined; a measure of another kind is a programming error, not a zero. */

function wrong(code: string, wanted: string): never {
  throw new TypeError(`measure ${code} is not ${wanted}`);
}

/** An amount, a percentage or a count as an exact fraction. */
export function numberOf(measures: Measures, code: string): Fraction | undefined {
  const value = measures[code]?.value;
  if (value === undefined) return undefined;
  return typeof value === 'string' || typeof value === 'number' ? fraction(value) : wrong(code, 'a number');
}

export function flagOf(measures: Measures, code: string): boolean | undefined {
  const value = measures[code]?.value;
  return value === undefined || typeof value === 'boolean' ? value : wrong(code, 'a flag');
}

export function choiceOf(measures: Measures, code: string): string | undefined {
  const value = measures[code]?.value;
  return value === undefined || typeof value === 'string' ? value : wrong(code, 'a choice');
}

export function textsOf(measures: Measures, code: string): readonly string[] | undefined {
  const value = measures[code]?.value;
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) return wrong(code, 'a list of texts');
  return value;
}

export function levelsOf(measures: Measures, code: string): readonly Levelled[] | undefined {
  const value = measures[code]?.value;
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || value.some((item) => typeof item === 'string')) return wrong(code, 'a list of levels');
  return value as readonly Levelled[];
}

/** Whether the measure is there. */
export function has(measures: Measures, code: string): boolean {
  return (measures[code] satisfies Measure | undefined) !== undefined;
}

export const zero = fraction(0);
export const one = fraction(1);

export function atMost(value: Fraction, most: Fraction): Fraction {
  return value.compare(most) > 0 ? most : value;
}

export function sum(values: readonly Fraction[]): Fraction {
  return values.reduce((total, value) => total.add(value), zero);
}
