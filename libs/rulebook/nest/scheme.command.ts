import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandAnswer, CommandRunner } from '#libs/event-sourcing';
import { EvidenceFolder } from '#libs/evidence';
import type { Caller } from '#libs/kernel';
import { type SchemeCommandInput, schemeDecider, type SchemeEvent } from '#libs/rulebook';

/** A command to `scheme-{id}`. */
export class SchemeCommand extends Command<CommandAnswer<SchemeEvent>> {
  constructor(
    readonly request: {
      readonly id: string;
      readonly command: SchemeCommandInput;
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
