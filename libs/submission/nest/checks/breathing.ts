import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long work in steps may keep the serving thread from others, in milliseconds. */
export const SLICE_MS = 20;

/** A clock in milliseconds, and how others get their turn. */
export interface Breath {
  readonly now: () => number;
  readonly turn: () => Promise<unknown>;
}
const ofTheThread: Breath = { now: () => performance.now(), turn: () => nextTurn() };

/** Does work in steps; where it has held the thread for `SLICE_MS`, others have a turn before the next step. `told` hears of each step. */
export async function breathing<S, R>(
  steps: Generator<S, R>,
  told: (step: S) => void = () => undefined,
  { now, turn }: Breath = ofTheThread,
): Promise<R> {
  for (let sliceEnds = now() + SLICE_MS; ;) {
    const step = steps.next();
    if (step.done) return step.value;
    told(step.value);
    if (now() < sliceEnds) continue;
    await turn();
    sliceEnds = now() + SLICE_MS;
  }
}
