import type { LoopbackLog } from './loopback-log.js';
import type { LogRecord } from './record.js';

/** A stream as far as a server shows it. */
export interface StreamView {
  /** By revision. */
  readonly records: readonly LogRecord[];
  /** The last revision that is shown; -1: none. */
  readonly head: number;
  readonly truncatedBefore: number;
}

/** The log as one server sees it: the whole, or only up to the point at which a stale one stopped hearing from the others. */
export class LogView {
  private frozenAt: number | undefined;

  constructor(private readonly log: LoopbackLog) {}

  freeze(): void {
    this.frozenAt = this.log.records.length;
  }

  thaw(): void {
    this.frozenAt = undefined;
  }

  /** How many of the log's events are shown. */
  get length(): number {
    return this.frozenAt ?? this.log.records.length;
  }

  get endPosition(): number {
    return this.frozenAt === undefined ? this.log.endPosition : (this.log.records[this.frozenAt]?.position ?? this.log.endPosition);
  }

  at(index: number): LogRecord | undefined {
    return index < this.length ? this.log.records[index] : undefined;
  }

  /** The index of the first event at or after a position; undefined for a position at which no record begins. */
  indexFrom(position: number): number | undefined {
    const index = this.log.indexFrom(position);
    return index === undefined ? undefined : Math.min(index, this.length);
  }

  /** @returns undefined for a stream without events to read; 'tombstoned' for one that is gone for ever */
  stream(name: string): StreamView | 'tombstoned' | undefined {
    const stored = this.log.stream(name);
    if (stored?.tombstoned) return 'tombstoned';
    if (!stored || stored.softDeleted) return undefined;
    const head = this.shownHead(stored.records);
    return head < 0 ? undefined : { records: stored.records, head, truncatedBefore: stored.truncatedBefore };
  }

  private shownHead(records: readonly LogRecord[]): number {
    if (this.frozenAt === undefined) return records.length - 1;
    const { endPosition } = this;
    return records.findLastIndex(({ position }) => position < endPosition);
  }
}
