import type { LogDifference } from './log-difference.js';

/** The target holds something else than a beginning of the source's log. Nothing was written behind the difference. */
export class TargetDiffersError extends Error {
  override readonly name = 'TargetDiffersError';
  constructor(readonly difference: LogDifference) {
    super(`the logs differ at index ${difference.index}: ${difference.what}`);
  }
}

/** Somebody appended to the source while it was copied. What stood in it at the beginning stands in the target; a further copy adds the rest. */
export class SourceGrewError extends Error {
  override readonly name = 'SourceGrewError';
  constructor(readonly copied: number) {
    super(`the source has grown beyond the ${copied} events that were copied`);
  }
}
