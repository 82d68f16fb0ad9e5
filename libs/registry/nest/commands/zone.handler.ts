import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { NamedDocuments } from '#libs/evidence/nest';
import { type CommandAnswer, CommandRunner } from '#libs/event-sourcing';
import { zoneDecider, type ZoneEvent, type ZoneExtra } from '#libs/registry';
import { RegistrySources } from '../sources.js';
import { ZoneCommand } from './commands.js';

@CommandHandler(ZoneCommand)
export class ZoneHandler implements ICommandHandler<ZoneCommand> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly documents: NamedDocuments,
    private readonly sources: RegistrySources,
  ) {}

  execute({ request }: ZoneCommand): Promise<CommandAnswer<ZoneEvent>> {
    const { command } = request;
    const extra = async (): Promise<ZoneExtra> => {
      await this.documents.demand(command);
      return command.type === 'SetLeadingIndustries' ? { rules: await this.sources.rulesOf(command.scheme) } : {};
    };
    return this.runner.execute({ decider: zoneDecider, ...request, extra });
  }
}
