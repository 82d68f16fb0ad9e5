import { Decimal } from 'decimal.js';

/** Enough digits for any sum of amounts; nothing is ever divided in decimals (see fraction.ts). */
const Exact = Decimal.clone({ precision: 1000, defaults: true });

const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Whether the text is a plain decimal number: no exponent, no plus sign, no leading zero, no blank. */
export function isDecimalText(text: string): boolean {
  return DECIMAL.test(text);
}

/** How many digits stand behind the point. */
export function decimalPlaces(text: string): number {
  const at = text.indexOf('.');
  return at < 0 ? 0 : text.length - at - 1;
}

/** Exact sum of decimal texts. */
export function sumDecimals(values: Iterable<string>): string {
  let sum = new Exact(0);
  for (const value of values) sum = sum.plus(value);
  return sum.toFixed();
}

/** Exact difference a − b. */
export function subtractDecimals(a: string, b: string): string {
  return new Exact(a).minus(b).toFixed();
}

/** −1, 0 or 1, as a is less than, equal to or greater than b. */
export function compareDecimals(a: string, b: string): number {
  return new Exact(a).comparedTo(b);
}
