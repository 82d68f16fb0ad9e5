const MAX_UINT64 = (1n << 64n) - 1n;

/** An unsigned 64-bit number in ASCII digits without leading zeros (`0` is zero); nothing for any other text. */
export function parseUint64(text: string): bigint | undefined {
  if (!/^(0|[1-9][0-9]{0,19})$/.test(text)) return undefined;
  const value = BigInt(text);
  return isUint64(value) ? value : undefined;
}

/** Whether a size, an index or a time fits in 64 unsigned bits. */
export function isUint64(value: bigint): boolean {
  return value >= 0n && value <= MAX_UINT64;
}
