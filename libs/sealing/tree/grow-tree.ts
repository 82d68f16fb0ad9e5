import { comparePositions, type EventStore, type StoredEvent } from '#libs/event-store';
import { quickLeaf } from './quick-leaf.js';
import type { TreeEnd, TreeFile } from './tree-file.js';

export interface GrowOptions {
  /** Ends it between two pages. */
  readonly signal?: AbortSignal;
  /** The size to end at. Default: the end of the log as it is reached. */
  readonly upTo?: bigint;
}

/** An event has no leaf. What stands before it in the log is in the tree. */
export class LeafError extends Error {
  override readonly name = 'LeafError';
  constructor(
    readonly index: bigint,
    cause: unknown,
  ) {
    super(`log entry ${index} has no leaf: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/**
 * Brings a tree up to the store's log: reads what follows its last entry, page by page, each page one commit. A tree of another log (a store that was put back or exchanged)
 * is built again from the beginning.
 * @returns the size
 * @throws LeafError, and what the store and the file throw
 */
export async function growTree(store: EventStore, tree: TreeFile, { signal, upTo }: GrowOptions = {}): Promise<bigint> {
  await assureSameLog(store, tree);
  const end = tree.end();
  const left = upTo === undefined ? undefined : Number(upTo - tree.size);
  if (left !== undefined && left <= 0) return tree.size;
  const from = end === undefined ? {} : { after: end.position };
  for await (const page of store.readAll({ ...from, ...(left === undefined ? {} : { maxCount: left }) })) {
    appendEvents(tree, page);
    if (signal?.aborted) break;
  }
  return tree.size;
}

/** Clears a tree whose last entry is not the store's event at its place. @returns whether it was cleared */
export async function assureSameLog(store: EventStore, tree: TreeFile): Promise<boolean> {
  const end = tree.end();
  if (end === undefined) {
    if (tree.size === 0n) return false;
  } else if (await stillStands(store, end)) {
    return false;
  }
  tree.clear();
  return true;
}

/** Appends events of the log in one commit; where one of them has no leaf, those before it. @throws LeafError */
export function appendEvents(tree: TreeFile, events: readonly StoredEvent[]): void {
  const entries: { eventId: string; leaf: string }[] = [];
  let failure: LeafError | undefined;
  for (const event of events) {
    try {
      entries.push({ eventId: event.id, leaf: quickLeaf(event) });
    } catch (error) {
      failure = new LeafError(tree.size + BigInt(entries.length), error);
      break;
    }
  }
  const last = events[entries.length - 1];
  if (last) tree.append(entries, last.position);
  if (failure) throw failure;
}

/** Whether the store has, where the tree ends, the very event of its last entry. */
async function stillStands(store: EventStore, end: TreeEnd): Promise<boolean> {
  const { stream, revision } = JSON.parse(end.entry.leaf) as { stream: string; revision: number };
  for await (const [event] of store.readStream(stream, { from: revision, maxCount: 1 })) {
    if (event === undefined) return false;
    return comparePositions(event.position, end.position) === 0 && quickLeaf(event) === end.entry.leaf;
  }
  return false;
}
