import type { EventStore } from '../port.js';
import { differenceAt, type LogDifference } from './log-difference.js';
import { LogReader } from './log-reader.js';
import type { CopyOptions } from './options.js';
import { patient } from './patience.js';
import { sideBySide } from './side-by-side.js';

export interface Comparison {
  /** How many events are the same on both sides, from the beginning. */
  readonly same: number;
  /** The first place where the logs part; undefined: they are the same event by event, in everything but positions. */
  readonly difference: LogDifference | undefined;
}

/**
 * Compares two logs event by event: stream, revision, id, type, and data and metadata to the byte, in order. Nothing is written.
 * @throws StoreUnavailableError, the signal's reason.
 */
export async function compareLogs(from: EventStore, to: EventStore, options: CopyOptions = {}): Promise<Comparison> {
  const persistence = options.persistence ?? patient;
  const source = new LogReader(from, persistence);
  const target = new LogReader(to, persistence);
  try {
    const { same, difference } = await sideBySide(source, target, 'comparing', options);
    return { same, difference: difference ?? differenceAt(same, await source.next(), undefined) };
  } finally {
    await source.close();
    await target.close();
  }
}
