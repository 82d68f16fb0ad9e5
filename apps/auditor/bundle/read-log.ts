import { type EventLine, leafOf } from '#libs/audit-bundle';
import { leafHash, LogTree, MemoryTileStore } from '#libs/transparency';
import type { Bundle } from './bundle.js';

/** Where an event of the bundle stands. */
export interface Found {
  readonly index: number;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
}

/** The tree over the events of a bundle, and where each event stands: some forty bytes an event in memory, and its id. */
export interface BundleLog {
  readonly tree: LogTree;
  /** Type of each event, by log index. */
  readonly types: readonly string[];
  find(eventId: string): Found | undefined;
}

const BATCH = 1024;

/** Reads every event once. `seen` is shown each line; what a line says is not judged. @throws `bundle.lineMalformed`, `auditor.zipDamaged` */
export async function readLog(bundle: Bundle, seen: (line: EventLine) => void = () => undefined): Promise<BundleLog> {
  const tree = new LogTree(new MemoryTileStore());
  const places = new Map<string, Found>();
  let leaves: Uint8Array[] = [];
  const types: string[] = [];
  for await (const line of bundle.lines()) {
    const { stream, revision, type } = line;
    leaves.push(leafHash(Buffer.from(leafOf(line))));
    if (!places.has(line.id)) places.set(line.id, { index: types.length, stream, revision, type });
    types.push(type);
    seen(line);
    if (leaves.length < BATCH) continue;
    tree.append(leaves);
    leaves = [];
  }
  tree.append(leaves);
  return { tree, types, find: (id) => places.get(id) };
}
