/** How many binary digits a number has; 0 has none. */
export function bitLength(n: bigint): number {
  return n === 0n ? 0 : n.toString(2).length;
}

/** How many of its binary digits are 1. */
export function onesIn(n: bigint): number {
  return n === 0n ? 0 : n.toString(2).replaceAll('0', '').length;
}

/** How many times it can be halved; 0 is not asked for. */
export function trailingZeros(n: bigint): number {
  return bitLength(n & -n) - 1;
}

/** The largest power of two below n, where a tree of n ≥ 2 leaves is split (RFC 6962 §2.1). */
export function splitPoint(n: bigint): bigint {
  return 1n << BigInt(bitLength(n - 1n) - 1);
}
