import type { CopyOptions, CopyPhase } from './options.js';
import { differenceAt, type LogDifference } from './log-difference.js';
import type { LogReader } from './log-reader.js';

/** How often progress is told. */
const TELL_EVERY = 256;

export interface SideBySide {
  /** How many events are the same on both sides, from the beginning. */
  readonly same: number;
  /** Where the target holds something else. */
  readonly difference: LogDifference | undefined;
}

/** Reads two logs side by side until the target ends or something differs. The source is read no further than the target. */
export async function sideBySide(source: LogReader, target: LogReader, phase: CopyPhase, options: CopyOptions): Promise<SideBySide> {
  for (let same = 0; ; same++) {
    options.signal?.throwIfAborted();
    const held = await target.next();
    if (same % TELL_EVERY === 0 || held === undefined) options.progress?.(phase, same);
    if (held === undefined) return { same, difference: undefined };
    const difference = differenceAt(same, await source.next(), held);
    if (difference) return { same, difference };
  }
}
