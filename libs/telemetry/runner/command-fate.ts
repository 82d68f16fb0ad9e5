import type { CommandAnswer } from '#libs/event-sourcing';
import { DomainError } from '#libs/kernel';
import type { CommandOutcomeName } from '../metrics/metrics.js';

/** What became of a command, with the error code where there is one. */
export interface CommandFate {
  readonly outcome: CommandOutcomeName;
  /** Empty where it came to an answer. */
  readonly code: string;
}

export function fateOfAnswer({ dryRun, events }: CommandAnswer, repeated: boolean): CommandFate {
  const outcome = repeated ? 'repeated' : dryRun ? 'dryRun' : events.length === 0 ? 'nothing' : 'done';
  return { outcome, code: '' };
}

export function fateOfError(error: unknown): CommandFate {
  if (!(error instanceof DomainError)) return { outcome: 'failed', code: 'server.fault' };
  const { code, kind } = error;
  if (code === 'store.unavailable') return { outcome: 'unknown', code };
  return { outcome: kind === 'unavailable' ? 'unavailable' : 'refused', code };
}
