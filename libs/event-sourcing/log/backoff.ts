import { setTimeout as wait } from 'node:timers/promises';

/** How long to pause between tries: doubled each time up to maxMs, and spread, so that nodes don't come back all at once. */
export interface Backoff {
  readonly minMs: number;
  readonly maxMs: number;
  /** From 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  /** Ends early where the signal is aborted, without an error. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** From 50 ms to 10 s. */
export function defaultBackoff(random: () => number = Math.random): Backoff {
  return { minMs: 50, maxMs: 10_000, random, sleep: pause };
}

/** The pause before the nth try again, from 1: between half and the whole of the doubled time. */
export function delayOf(backoff: Backoff, nth: number): number {
  const whole = Math.min(backoff.maxMs, backoff.minMs * 2 ** Math.min(nth - 1, 30));
  return whole / 2 + (whole / 2) * backoff.random();
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch(() => undefined);
}
