import type { EventStore } from '#libs/event-store';
import { type Backoff, defaultBackoff, delayOf } from '#libs/event-sourcing';
import { appendEvents, assureSameLog, growTree, LeafError } from '../tree/grow-tree.js';
import type { TreeFile } from '../tree/tree-file.js';

/** Is told how a tree fares that follows the log. */
export interface TreeWatcher {
  /** The file is open; it may be a new one in the place of one that was damaged. */
  opened(): void;
  /** The tree has this many leaves; `atHead`: it had reached the end of the log as it was when it was read. */
  grown(size: bigint, atHead: boolean): void;
  /** It held another log than the store's and is built again. */
  rebuilt(): void;
  /** It could not go on, for the how-manieth time in a row, and tries again after a pause. */
  trouble(error: Error, tries: number): void;
  /** The event at this index has no leaf: it goes no further. */
  stopped(index: bigint, error: Error): void;
}

/** Events of one commit at most: no more than a checkpoint covers (AT_LEAST_EVERY). */
const BATCH = 1_000;

/** Lets a tree follow the log for good. */
export class TreeFollower {
  readonly #ending = new AbortController();
  #done: Promise<void> | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly tree: TreeFile,
    private readonly watcher: TreeWatcher,
    private readonly backoff: Backoff = defaultBackoff(),
  ) {}

  start(): void {
    this.watcher.opened();
    this.#done ??= this.#run();
  }

  /** Ends the following; then brings the tree to the log's end once more. @throws what the store and the file throw */
  async finish(): Promise<void> {
    this.#ending.abort();
    await this.#done;
    this.tree.reread();
    this.watcher.grown(await growTree(this.store, this.tree), true);
  }

  async #run(): Promise<void> {
    const { signal } = this.#ending;
    for (let tries = 1; !signal.aborted; tries++) {
      const before = this.tree.size;
      try {
        await this.#follow(signal);
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof LeafError) return this.watcher.stopped(error.index, error);
        if (this.tree.size > before) tries = 1;
        this.watcher.trouble(error instanceof Error ? error : new Error(String(error)), tries);
      }
      await this.backoff.sleep(delayOf(this.backoff, tries), signal);
    }
  }

  /** One subscription, until it is dropped. */
  async #follow(signal: AbortSignal): Promise<void> {
    if (await assureSameLog(this.store, this.tree)) this.watcher.rebuilt();
    this.tree.reread();
    const end = this.tree.end();
    const after = end === undefined ? {} : { after: end.position };
    for await (const { events, head } of this.store.subscribe({ ...after, signal, batchSize: BATCH })) {
      if (signal.aborted) return;
      appendEvents(this.tree, events);
      this.watcher.grown(this.tree.size, head);
    }
  }
}
