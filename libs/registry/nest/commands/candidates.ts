import { LRUCache } from 'lru-cache';

/**
 * What this node itself has just recorded and its read model may not show yet: ids of streams by a key. Like a read model it only proposes; whoever
 * decides reads the streams.
 */
export class RecentlyRecorded {
  readonly #ids = new LRUCache<string, readonly string[]>({ max: 10_000 });

  add(key: string, id: string): void {
    const known = this.#ids.get(key) ?? [];
    if (!known.includes(id)) this.#ids.set(key, [...known, id]);
  }

  of(key: string): readonly string[] {
    return this.#ids.get(key) ?? [];
  }
}
