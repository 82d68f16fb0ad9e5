import type { LogRecord } from './record.js';

/** One stream of the log. */
export class StoredStream {
  /** By revision; truncated events stay here, a tombstone does not stand here. */
  readonly records: LogRecord[] = [];
  /** Events below this revision are no longer read. */
  truncatedBefore = 0;
  softDeleted = false;
  tombstoned = false;

  constructor(readonly name: string) {}

  /** The last revision; -1 before the first event. */
  get head(): number {
    return this.records.length - 1;
  }
}
