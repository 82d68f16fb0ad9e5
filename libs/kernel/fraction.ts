import Fraction from 'fraction.js';

/** An exact fraction over BigInt. All that is divided stays one until the single rounding of its row (R3). */
export type { Fraction };

/** The exact fraction of a decimal text, an integer or a quotient of two integers. */
export function fraction(value: string | number | bigint, denominator?: number | bigint): Fraction {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new TypeError(`not an exact number: ${value}`);
  return denominator === undefined ? new Fraction(value) : new Fraction(value as never, denominator as never);
}

/**
 * Rounds half up (R3: half away from zero) to `places` digits, as text with exactly that many digits. This is the only place where a fraction turns
 * into digits.
 */
export function roundHalfUp(value: Fraction, places: number): string {
  const scale = 10n ** BigInt(places);
  const numerator = value.n * scale;
  const quotient = numerator / value.d;
  const rounded = (numerator % value.d) * 2n >= value.d ? quotient + 1n : quotient;
  const digits = rounded.toString().padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return value.s < 0n && rounded !== 0n ? `-${text}` : text;
}

/** The fraction as `n/d` in lowest terms (`n` where d = 1): how a hashed sheet writes an exact value. */
export function fractionText(value: Fraction): string {
  return value.toFraction();
}
