import { type EventLine, leafOf } from '#libs/audit-bundle';
import { type Hash, leafHash, LogTree, MemoryTileStore } from '#libs/transparency';
import type { Bundle } from './bundle.js';

/** Where an event of the bundle stands. */
export interface Found {
  readonly index: number;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
}

const BATCH = 1024;

/** The tree over the events of a bundle, and where each event stands: some two hundred bytes an event in memory. What a line says is not judged. */
export class BundleLog {
  readonly tree = new LogTree(new MemoryTileStore());
  /** Type of each event, by log index. */
  readonly types: string[] = [];
  readonly #places = new Map<string, Found>();
  #leaves: Hash[] = [];

  find(eventId: string): Found | undefined {
    return this.#places.get(eventId);
  }

  /** The bundle's events as they are read, each noted on its way. Behind the last one the tree is whole. @throws `bundle.lineMalformed`, `auditor.zipDamaged` */
  async *reading(bundle: Bundle): AsyncGenerator<EventLine> {
    for await (const line of bundle.lines()) {
      this.#note(line);
      yield line;
    }
    this.#flush();
  }

  #note(line: EventLine): void {
    const { id, stream, revision, type } = line;
    this.#leaves.push(leafHash(Buffer.from(leafOf(line))));
    if (!this.#places.has(id)) this.#places.set(id, { index: this.types.length, stream, revision, type });
    this.types.push(type);
    if (this.#leaves.length >= BATCH) this.#flush();
  }

  #flush(): void {
    this.tree.append(this.#leaves);
    this.#leaves = [];
  }
}
