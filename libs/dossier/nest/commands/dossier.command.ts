import { Command } from '@nestjs/cqrs';
import type { CommandAnswer } from '#libs/event-sourcing';
import type { DossierCommandInput, DossierEvent } from '#libs/dossier';
import type { Caller } from '#libs/kernel';

/** A command to `dossier-{park}_{year}`. */
export class DossierCommand extends Command<CommandAnswer<DossierEvent>> {
  constructor(
    readonly request: {
      /** `{park}_{year}` (dossierId). */
      readonly id: string;
      readonly command: DossierCommandInput;
      readonly caller: Caller;
      /** The caller's Idempotency-Key. */
      readonly key: string;
      readonly dryRun?: boolean;
      /** A sample ledger's loader gives each command its own instant. */
      readonly at?: string;
      readonly correlationId?: string;
      readonly causationId?: string;
    },
  ) {
    super();
  }
}
