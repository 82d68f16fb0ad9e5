import type { ErrorParams } from '#libs/kernel';
import type { Place } from '#libs/verification';

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
