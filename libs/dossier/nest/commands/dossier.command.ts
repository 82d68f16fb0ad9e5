import { Command } from '@nestjs/cqrs';
import type { CommandAnswer, CommandFor } from '#libs/event-sourcing';
import type { DossierCommandInput, DossierEvent } from '#libs/dossier';

/** A command to `dossier-{park}_{year}`. */
export class DossierCommand extends Command<CommandAnswer<DossierEvent>> {
  constructor(readonly request: CommandFor<DossierCommandInput>) {
    super();
  }
}
