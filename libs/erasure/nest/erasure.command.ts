import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  ERASURE_ID,
  type ErasureCommandInput,
  erasureDecider,
  erasureErrors,
  type ErasureEvent,
  type ErasureExtra,
  type ErasureState,
} from '#libs/erasure';
import { type CommandAnswer, type CommandFor, CommandRunner, Ledger } from '#libs/event-sourcing';
import { EvidenceFolder } from '#libs/evidence';
import { NamedDocuments } from '#libs/evidence/nest';
import { KeyDestruction } from './key-destruction.js';
import { ErasureSources } from './sources.js';

/** A command to `erasure-main`. */
export class ErasureCommand extends Command<CommandAnswer<ErasureEvent>> {
  constructor(readonly request: Omit<CommandFor<ErasureCommandInput>, 'id'>) {
    super();
  }
}

/** The event first, then the key: what the ledger says is erased will be, whatever happens between the two. */
@CommandHandler(ErasureCommand)
export class ErasureHandler implements ICommandHandler<ErasureCommand> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly ledger: Ledger,
    private readonly folder: EvidenceFolder,
    private readonly documents: NamedDocuments,
    private readonly destruction: KeyDestruction,
    private readonly sources: ErasureSources,
  ) {}

  async execute({ request }: ErasureCommand): Promise<CommandAnswer<ErasureEvent>> {
    const answer = await this.runner.execute({
      decider: erasureDecider,
      id: ERASURE_ID,
      ...request,
      extra: (state) => this.extraFor(state, request.command),
    });
    if (request.command.type === 'ConfirmErasure' && !answer.dryRun) await this.carryOut();
    return answer;
  }

  private async extraFor({ erasures }: ErasureState, command: ErasureCommandInput): Promise<ErasureExtra> {
    switch (command.type) {
      case 'ProposeErasure': {
        await this.documents.demand(command);
        const { target } = command;
        if (target.kind === 'personal') return { isThere: this.ledger.personal.isKnown(target.subject) };
        const isThere = this.folder.isErased(target.hash) || (await this.folder.has(target.hash));
        return { isThere, copies: await this.sources.copiesOf(target.hash) };
      }
      case 'ConfirmErasure': {
        const target = erasures.find(({ erasure }) => erasure === command.erasure)?.target;
        return target?.kind === 'evidence' ? { copies: await this.sources.copiesOf(target.hash) } : {};
      }
      case 'DropErasure':
        return {};
      default:
        return command satisfies never;
    }
  }

  private async carryOut(): Promise<void> {
    try {
      await this.destruction.carryOut();
    } catch (error) {
      const reason = error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error);
      throw erasureErrors.error('erasure.keyNotDestroyed', { reason });
    }
  }
}
