/** Work on many lines is done in steps of so many: whoever drives it can give the thread to others between them. */
export const STEP = 500;

/** Work in steps, done in one go. */
export function finished<R>(steps: Generator<unknown, R>): R {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
