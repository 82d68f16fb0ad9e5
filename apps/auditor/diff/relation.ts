import type { LogTree } from '#libs/transparency';
import { base64 } from '../verify/heads.js';

/** How two logs stand to each other. `fork`: equal up to `index` and different there, so that neither continues the other. */
export type Relation =
  | { readonly kind: 'same' }
  | { readonly kind: 'continued'; readonly by: 'before' | 'after'; readonly from: number; readonly to: number }
  | { readonly kind: 'fork'; readonly index: number };

export function relationOf(before: LogTree, after: LogTree): Relation {
  const shorter = before.size < after.size ? before.size : after.size;
  if (!agree(before, after, shorter)) return { kind: 'fork', index: firstDifference(before, after, shorter) };
  if (before.size === after.size) return { kind: 'same' };
  const [by, longer] = before.size < after.size ? (['after', after] as const) : (['before', before] as const);
  return { kind: 'continued', by, from: Number(shorter), to: Number(longer.size) };
}

const agree = (one: LogTree, other: LogTree, size: bigint): boolean => base64(one.root(size)) === base64(other.root(size));

/** Log index of the first record that differs. Once two logs differ their roots do at every later size, so that halving finds it. */
function firstDifference(before: LogTree, after: LogTree, size: bigint): number {
  let [same, other] = [0n, size];
  while (other - same > 1n) {
    const middle = (same + other) / 2n;
    if (agree(before, after, middle)) same = middle;
    else other = middle;
  }
  return Number(same);
}
