import type { Command } from '#libs/event-sourcing';
import type { Caller } from '#libs/kernel';

/** A command on its way to one stream of the registry; `id` is absent for commands that create an enterprise or a tenancy. */
export interface CommandFor<C extends Command> {
  readonly id?: string;
  readonly command: C;
  readonly caller: Caller;
  /** The caller's Idempotency-Key. */
  readonly key: string;
  readonly dryRun?: boolean;
  /** A sample ledger's loader gives each command its own instant. */
  readonly at?: string;
  readonly correlationId?: string;
  readonly causationId?: string;
}
