import { createHash } from 'node:crypto';

const sha256 = (...parts: readonly Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();

/** The largest power of two below n, by trying. */
function split(n: number): number {
  let k = 1;
  while (2 * k < n) k *= 2;
  return k;
}

/** MTH(D[n]) word for word as RFC 6962 §2.1 defines it: slow, and nothing shared with the room's own way. */
export function definedRoot(data: readonly Uint8Array[]): Buffer {
  if (data.length === 0) return sha256();
  if (data.length === 1) return sha256(Buffer.of(0), data[0]!);
  const k = split(data.length);
  return sha256(Buffer.of(1), definedRoot(data.slice(0, k)), definedRoot(data.slice(k)));
}

/** PATH(m, D[n]), RFC 6962 §2.1.1. */
export function definedPath(m: number, data: readonly Uint8Array[]): Buffer[] {
  if (data.length === 1) return [];
  const k = split(data.length);
  return m < k
    ? [...definedPath(m, data.slice(0, k)), definedRoot(data.slice(k))]
    : [...definedPath(m - k, data.slice(k)), definedRoot(data.slice(0, k))];
}

/** PROOF(m, D[n]) for 0 < m ≤ n, RFC 6962 §2.1.2. */
export function definedProof(m: number, data: readonly Uint8Array[], whole = true): Buffer[] {
  if (m === data.length) return whole ? [] : [definedRoot(data)];
  const k = split(data.length);
  return m <= k
    ? [...definedProof(m, data.slice(0, k), whole), definedRoot(data.slice(k))]
    : [...definedProof(m - k, data.slice(k), false), definedRoot(data.slice(0, k))];
}
