import { AppendTooLargeError, EventIdConflictError, StoreUnavailableError, WrongExpectedRevisionError } from '#libs/event-store';
import type { AppendOutcome } from '../metrics/metrics.js';

/** What an append that threw has come to. */
export function appendOutcomeOf(error: unknown): Exclude<AppendOutcome, 'written'> {
  if (error instanceof WrongExpectedRevisionError || error instanceof EventIdConflictError) return 'refused';
  if (error instanceof StoreUnavailableError) return 'unknown';
  return error instanceof AppendTooLargeError ? 'tooLarge' : 'failed';
}
