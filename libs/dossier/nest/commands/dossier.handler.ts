import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dossierDecider, type DossierEvent } from '#libs/dossier';
import { type CommandAnswer, CommandRunner } from '#libs/event-sourcing';
import { DossierCommand } from './dossier.command.js';
import { KnowledgeReader } from './knowledge-reader.js';

@CommandHandler(DossierCommand)
export class DossierHandler implements ICommandHandler<DossierCommand> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly knowledge: KnowledgeReader,
  ) {}

  execute({ request }: DossierCommand): Promise<CommandAnswer<DossierEvent>> {
    return this.runner.execute({
      decider: dossierDecider,
      ...request,
      extra: (state) => this.knowledge.forCommand(state, request.id, request.command),
    });
  }
}
