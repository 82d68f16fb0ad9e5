/** A checkpoint covers so many events at most. */
export const AT_LEAST_EVERY = 1_000n;

/** How the log stands when somebody asks what is to be signed. */
export interface Standing {
  /** The smallest size that may be signed under the log's present name. */
  readonly first: bigint;
  /** The largest size that was signed under it. */
  readonly signed: bigint | undefined;
  readonly treeSize: bigint;
  /** Whether the tree had reached the end of the log. */
  readonly atHead: boolean;
  /** For how long the tree has not grown, in milliseconds. */
  readonly quietForMs: number;
  /** Index of the first event behind the signed ones that asks for a checkpoint at once. */
  readonly atOnce: bigint | undefined;
}

/** What to sign: a size, or nothing for now, and how soon to look again where nothing happens. */
export type Due = { readonly size: bigint } | { readonly waitMs: number | undefined };

/**
 * The next size to sign: that of an event which asks for it (so each finalisation is the last entry of some checkpoint), else the thousandth since the last one, else the
 * whole tree after a quiet moment. While the tree is behind the log there is no quiet moment.
 */
export function nextDue({ first, signed, treeSize, atHead, quietForMs, atOnce }: Standing, quietMs: number): Due {
  if (treeSize < first || (signed !== undefined && signed >= treeSize)) return { waitMs: undefined };
  const since = signed ?? first - 1n;
  const due = [...(atOnce === undefined ? [] : [atOnce + 1n]), since + AT_LEAST_EVERY].filter((size) => size <= treeSize);
  if (due.length > 0) return { size: due.reduce((a, b) => (a < b ? a : b)) };
  if (!atHead) return { waitMs: undefined };
  return quietForMs >= quietMs ? { size: treeSize } : { waitMs: quietMs - quietForMs };
}
