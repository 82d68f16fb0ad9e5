import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  type CommandAnswer,
  CommandRunner,
  Ledger,
  type LedgerCommand,
  ledgerDecider,
  ReadModels,
  SimulatedClock,
} from '#libs/event-sourcing';
import type { CommandEnvelope } from '#libs/http';

/** A command on the ledger itself (`ledger-main`). */
export class LedgerStreamCommand extends Command<CommandAnswer> {
  constructor(
    readonly command: LedgerCommand,
    readonly envelope: CommandEnvelope,
  ) {
    super();
  }
}

@CommandHandler(LedgerStreamCommand)
export class LedgerStreamHandler implements ICommandHandler<LedgerStreamCommand> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly reads: ReadModels,
    private readonly ledger: Ledger,
  ) {}

  async execute({ command, envelope }: LedgerStreamCommand): Promise<CommandAnswer> {
    const answer = await this.runner.execute({
      decider: ledgerDecider,
      id: 'main',
      command,
      ...envelope,
      extra: async () => {
        if (command.type !== 'RecordClockError') return undefined;
        const eventAtIndex = await this.reads.eventIdAt(command.index);
        return eventAtIndex === undefined ? {} : { eventAtIndex };
      },
    });
    const { clock } = this.ledger;
    if (command.type === 'MoveSampleClock' && !answer.dryRun && clock instanceof SimulatedClock) clock.moveTo(command.to);
    return answer;
  }
}
