import { Command } from '@nestjs/cqrs';
import type { CommandAnswer, CommandFor, CreatingFor } from '#libs/event-sourcing';
import type {
  EnterpriseCommandInput,
  EnterpriseEvent,
  ParkCommandInput,
  ParkEvent,
  TenancyCommandInput,
  TenancyEvent,
  ZoneCommandInput,
  ZoneEvent,
} from '#libs/registry';

/** A command to `zone-{code}`. */
export class ZoneCommand extends Command<CommandAnswer<ZoneEvent>> {
  constructor(readonly request: CommandFor<ZoneCommandInput>) {
    super();
  }
}

/** A command to `park-{code}`. */
export class ParkCommand extends Command<CommandAnswer<ParkEvent>> {
  constructor(readonly request: CommandFor<ParkCommandInput>) {
    super();
  }
}

/** A command to `enterprise-{id}`. Names come in clear; the handler seals those of natural persons. */
export class EnterpriseCommand extends Command<CommandAnswer<EnterpriseEvent>> {
  constructor(readonly request: CreatingFor<EnterpriseCommandInput>) {
    super();
  }
}

/** A command to `tenancy-{id}`. */
export class TenancyCommand extends Command<CommandAnswer<TenancyEvent>> {
  constructor(readonly request: CreatingFor<TenancyCommandInput>) {
    super();
  }
}
