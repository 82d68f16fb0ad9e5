import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { NamedDocuments } from '#libs/evidence/nest';
import { addressOf, type CommandAnswer, CommandRunner, type CreatingFor, Ledger } from '#libs/event-sourcing';
import { deriveId, isNaturalPersonCode } from '#libs/kernel';
import {
  type EnterpriseCommandInput,
  enterpriseDecider,
  type EnterpriseEvent,
  type EnterpriseExtra,
  type EnterpriseName,
} from '#libs/registry';
import { RegistryReads } from '../queries/registry-reads.js';
import { KeyedTurns } from '../turns.js';
import { RecentlyRecorded } from './candidates.js';
import { EnterpriseCommand } from './commands.js';

/**
 * Seals the names of natural persons before the command gets its id and hash (the same name seals to the same bytes), and looks for another bearer of a
 * code: candidates come from the read model and from what this node recorded a moment ago; each is believed only by its own stream. Registrations of one code
 * go through a node one after the other; two nodes at the same moment can still both register it, which the list by code shows.
 */
@CommandHandler(EnterpriseCommand)
export class EnterpriseHandler implements ICommandHandler<EnterpriseCommand> {
  private readonly turns = new KeyedTurns();
  private readonly recent = new RecentlyRecorded();

  constructor(
    private readonly runner: CommandRunner,
    private readonly documents: NamedDocuments,
    private readonly reads: RegistryReads,
    private readonly ledger: Ledger,
  ) {}

  async execute({ request }: EnterpriseCommand): Promise<CommandAnswer<EnterpriseEvent>> {
    const command = await this.sealed(request);
    const run = (extra: () => Promise<EnterpriseExtra>): Promise<CommandAnswer<EnterpriseEvent>> =>
      this.runner.execute({
        decider: enterpriseDecider,
        ...request,
        command,
        extra: async () => {
          await this.documents.demand(command);
          return extra();
        },
      });
    if (command.type !== 'RegisterEnterprise' && command.type !== 'CorrectUscc') return run(async () => ({}));
    const { uscc } = command;
    return this.turns.take(uscc, async () => {
      const answer = await run(() => this.bearerOf(uscc, request.id));
      if (!answer.dryRun) this.recent.add(uscc, answer.id);
      return answer;
    });
  }

  private async bearerOf(uscc: string, self: string | undefined): Promise<EnterpriseExtra> {
    const candidates = new Set([...(await this.reads.enterprisesByUscc(uscc)), ...this.recent.of(uscc)]);
    for (const id of candidates) {
      if (id === self) continue;
      const { state } = await this.runner.load(enterpriseDecider, id);
      if (state.status === 'registered' && state.uscc === uscc) return { bearer: { id } };
    }
    return {};
  }

  private async sealed(request: CreatingFor<EnterpriseCommandInput>): Promise<EnterpriseCommandInput> {
    const { command } = request;
    switch (command.type) {
      case 'RegisterEnterprise':
        return { ...command, name: this.seal(command.uscc, command.name, request) };
      case 'CorrectUscc':
        return command.name === undefined ? command : { ...command, name: this.seal(command.uscc, command.name, request) };
      case 'RenameEnterprise': {
        const { state } = await this.runner.load(enterpriseDecider, request.id ?? '');
        return state.status === 'none' ? command : { ...command, name: this.seal(state.uscc, command.name, request) };
      }
      case 'ClassifyEnterprise':
        return command;
      default:
        return command satisfies never;
    }
  }

  /** One subject an enterprise, whatever its code is corrected to: all its names are one person's. */
  private seal(uscc: string, name: EnterpriseName, request: CreatingFor<EnterpriseCommandInput>): EnterpriseName {
    if (!isNaturalPersonCode(uscc) || typeof name !== 'string') return name;
    const { ledgerId, personal } = this.ledger;
    const { id } = addressOf(ledgerId, enterpriseDecider.category, request);
    return personal.sealPersonal(deriveId(ledgerId, 'enterprise name', id), name, { dryRun: request.dryRun });
  }
}
