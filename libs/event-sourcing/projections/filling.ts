import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LogEntry } from '../events.js';
import { followLog, type FollowOptions, type FollowerStatus } from '../log/follow-log.js';
import type { FollowObserver } from '../observers.js';
import type { ReadFile } from './read-file.js';

/** How long a slice may keep the event loop, in milliseconds: reading and parsing a batch comes on top, and the whole stays under 20. */
const SLICE_MS = 12;
const BATCH = 200;

export interface FillingOptions extends Pick<FollowOptions, 'store' | 'registry' | 'backoff' | 'time'> {
  /** After each slice, when it is on the disk. */
  readonly onFilled: (filling: Filling, entries: readonly LogEntry[], head: boolean) => void;
  readonly elapsed: () => number;
  readonly followed?: FollowObserver;
}

/** Fills one read file from the log, in slices that let the event loop breathe. */
export class Filling {
  readonly #stop = new AbortController();
  readonly #follower: { readonly status: FollowerStatus; readonly done: Promise<void> };
  #sliceStart: number;

  constructor(
    readonly file: ReadFile,
    private readonly options: FillingOptions,
  ) {
    const { store, registry, backoff, time, elapsed, followed } = options;
    this.#sliceStart = elapsed();
    this.#follower = followLog({
      store,
      registry,
      from: file.point,
      signal: this.#stop.signal,
      batchSize: BATCH,
      apply: (entries, head) => this.#apply(entries, head),
      ...(backoff === undefined ? {} : { backoff }),
      ...(time === undefined ? {} : { time }),
      ...(followed === undefined ? {} : { observe: followed }),
    });
  }

  get status(): FollowerStatus {
    return this.#follower.status;
  }

  /** Resolves when it has ended or stopped. */
  get done(): Promise<void> {
    return this.#follower.done;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#follower.done;
  }

  async #apply(entries: readonly LogEntry[], head: boolean): Promise<void> {
    const isOver = (): boolean => this.options.elapsed() - this.#sliceStart >= SLICE_MS;
    for (let start = 0; start < entries.length && !this.#stop.signal.aborted;) {
      const next = this.#applySlice(entries, start, isOver);
      this.options.onFilled(this, entries.slice(start, next), head && next === entries.length);
      start = next;
      if (isOver()) await this.#breathe();
    }
    if (entries.length === 0 && head) this.options.onFilled(this, [], true);
  }

  #applySlice(entries: readonly LogEntry[], start: number, isOver: () => boolean): number {
    try {
      return this.file.applySlice(entries, start, isOver);
    } catch (error) {
      // What stands before a poison entry was applied, and somebody may wait for it.
      const applied = this.file.point?.index ?? -1;
      this.options.onFilled(
        this,
        entries.slice(start).filter((entry) => entry.index <= applied),
        false,
      );
      throw error;
    }
  }

  async #breathe(): Promise<void> {
    await nextTurn();
    this.#sliceStart = this.options.elapsed();
  }
}
