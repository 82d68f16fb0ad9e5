import type { ErrorParams } from '#libs/kernel';

/** Where something differs. What does not apply is absent. */
export interface Place {
  /** Log index of the event; of a range of events the last. */
  readonly index?: number;
  /** First log index of a range in which the difference lies somewhere. */
  readonly from?: number;
  readonly stream?: string;
  readonly revision?: number;
  readonly eventId?: string;
  readonly type?: string;
  /** JSON pointer into the event or file. */
  readonly path?: string;
  /** A file of the bundle, or one that was given beside it. */
  readonly file?: string;
}

/** One thing that is not as it must be: stable code, the Chinese text, what it was made from, and its place. */
export interface Difference {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly params: ErrorParams;
  readonly place: Place;
  readonly expected?: string;
  readonly found?: string;
}

/** What is looked at, in this order. The codes are stable. */
export const stepCodes = ['files', 'checkpoint', 'held', 'log', 'proofs', 'events', 'runs', 'evidence', 'results'] as const;
export type StepCode = (typeof stepCodes)[number];

/**
 * `passed`: all of it was checked and is right. `partly`: what is in the bundle is right, and something was withheld, which was not checked. `notChecked`: there was nothing
 * to check it against, or an earlier difference left nothing to check.
 */
export type StepState = 'passed' | 'partly' | 'failed' | 'notChecked';

export interface Step {
  readonly code: StepCode;
  readonly state: StepState;
  /** How much was looked at. */
  readonly counts: Readonly<Record<string, number>>;
  /** How much could not be looked at, because the bundle leaves it out on purpose. */
  readonly withheld: Readonly<Record<string, number>>;
}
