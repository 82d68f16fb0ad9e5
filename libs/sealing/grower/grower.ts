import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { EventStore } from '#libs/event-store';
import { TreeFile } from '../tree/tree-file.js';
import { TreeFollower, type TreeWatcher } from './tree-follower.js';

/** Grows the tree file of a node. */
export interface TreeGrower {
  /** Never waits, never throws: the watcher is told. */
  start(): void;
  /** Brings the tree to the log's end, if that is done within the time (milliseconds), and ends. */
  finish(withinMs: number): Promise<void>;
}

/** Grows it in this thread, from a store that is open already: for a store in memory, for tests, and where the program was not built. */
export class InProcessGrower implements TreeGrower {
  #tree: TreeFile | undefined;
  #follower: TreeFollower | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly path: string,
    private readonly watcher: TreeWatcher,
  ) {}

  start(): void {
    mkdirSync(dirname(this.path), { recursive: true });
    this.#tree = TreeFile.open(this.path);
    this.#follower = new TreeFollower(this.store, this.#tree, this.watcher);
    this.#follower.start();
  }

  async finish(): Promise<void> {
    try {
      await this.#follower?.finish();
    } catch (error) {
      this.watcher.trouble(error as Error, 1);
    } finally {
      this.#tree?.close();
    }
  }
}
