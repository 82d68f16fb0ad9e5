import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandAnswer, type CommandFor, CommandRunner } from '#libs/event-sourcing';
import { EvidenceFolder } from '#libs/evidence';
import { type SchemeCommandInput, schemeDecider, type SchemeEvent } from '#libs/rulebook';

/** A command to `scheme-{id}`. */
export class SchemeCommand extends Command<CommandAnswer<SchemeEvent>> {
  constructor(readonly request: CommandFor<SchemeCommandInput>) {
    super();
  }
}

@CommandHandler(SchemeCommand)
export class SchemeHandler implements ICommandHandler<SchemeCommand> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly folder: EvidenceFolder,
  ) {}

  execute({ request }: SchemeCommand): Promise<CommandAnswer<SchemeEvent>> {
    const extra = async () => ({ evidence: await this.folder.describeAll(documentsOf(request.command)) });
    return this.runner.execute({ decider: schemeDecider, ...request, extra });
  }
}

function documentsOf(command: SchemeCommandInput): string[] {
  switch (command.type) {
    case 'DraftScheme':
      return command.source ? [command.source.hash] : [];
    case 'AdoptScheme':
      return [command.basis.hash];
    case 'ConfirmScheme':
      return [];
    default:
      return command satisfies never;
  }
}
