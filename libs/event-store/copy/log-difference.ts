import type { StoredEvent } from '../port.js';

/** What must be the same on both sides, in the order in which a difference is named. A position is a store's own affair. */
const FIELDS = ['stream', 'revision', 'id', 'type', 'data', 'metadata'] as const;

/** The first place where two logs part. */
export interface LogDifference {
  /** Log index, from 0. */
  readonly index: number;
  /** The first field that differs; `missing`: the target ends here, `surplus`: the source does. */
  readonly what: (typeof FIELDS)[number] | 'missing' | 'surplus';
  /** What the source holds there. */
  readonly source: StoredEvent | undefined;
  /** What the target holds there. */
  readonly target: StoredEvent | undefined;
}

/** How two sides of a log differ at an index, if they do. undefined as a side: that log ends before it. */
export function differenceAt(index: number, source: StoredEvent | undefined, target: StoredEvent | undefined): LogDifference | undefined {
  const what = partingField(source, target);
  return what && { index, what, source, target };
}

function partingField(source: StoredEvent | undefined, target: StoredEvent | undefined): LogDifference['what'] | undefined {
  if (source === undefined) return target && 'surplus';
  if (target === undefined) return 'missing';
  return FIELDS.find((field) => source[field] !== target[field]);
}
