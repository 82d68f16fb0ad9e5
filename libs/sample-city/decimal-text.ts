/** A whole number of 10^−places as decimal text without needless zeros: (123400, 4) → 12.34. */
export function decimalText(units: number, places: number): string {
  if (!Number.isSafeInteger(units)) throw new RangeError(`not a whole number of units: ${units}`);
  const digits = Math.abs(units)
    .toString()
    .padStart(places + 1, '0');
  const whole = places === 0 ? digits : digits.slice(0, -places);
  const rest = places === 0 ? '' : digits.slice(-places).replace(/0+$/, '');
  return `${units < 0 ? '-' : ''}${whole}${rest === '' ? '' : `.${rest}`}`;
}

/** Shares a whole number out by whole weights; what is left over goes to the heaviest. The sum is exact. */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum <= 0) return weights.map(() => 0);
  const parts = weights.map((weight) => Number((BigInt(total) * BigInt(weight)) / BigInt(sum)));
  const heaviest = weights.indexOf(Math.max(...weights));
  parts[heaviest] = (parts[heaviest] as number) + total - parts.reduce((a, b) => a + b, 0);
  return parts;
}
