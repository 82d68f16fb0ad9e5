import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { NamedDocuments } from '#libs/evidence/nest';
import { type CommandAnswer, CommandRunner } from '#libs/event-sourcing';
import {
  enterpriseDecider,
  type OtherStay,
  parkDecider,
  type TenancyCommandInput,
  tenancyDecider,
  type TenancyEvent,
  type TenancyExtra,
} from '#libs/registry';
import { RegistryReads } from '../queries/registry-reads.js';
import { KeyedTurns } from '../turns.js';
import { RecentlyRecorded } from './candidates.js';
import { TenancyCommand } from './commands.js';

/** Reads the park, the enterprise and the enterprise's other tenancies in the park; commands about one enterprise in one park go one after the other. */
@CommandHandler(TenancyCommand)
export class TenancyHandler implements ICommandHandler<TenancyCommand> {
  private readonly turns = new KeyedTurns();
  private readonly recent = new RecentlyRecorded();

  constructor(
    private readonly runner: CommandRunner,
    private readonly documents: NamedDocuments,
    private readonly reads: RegistryReads,
  ) {}

  async execute({ request }: TenancyCommand): Promise<CommandAnswer<TenancyEvent>> {
    const parties = await this.parties(request.command, request.id);
    const run = (extra: () => Promise<TenancyExtra>): Promise<CommandAnswer<TenancyEvent>> =>
      this.runner.execute({
        decider: tenancyDecider,
        ...request,
        extra: async () => {
          await this.documents.demand(request.command);
          return extra();
        },
      });
    if (!parties) return run(async () => ({}));
    const key = JSON.stringify([parties.park, parties.enterprise]);
    return this.turns.take(key, async () => {
      const answer = await run(() => this.extraFor(request.command, parties, key, request.id));
      if (!answer.dryRun) this.recent.add(key, answer.id);
      return answer;
    });
  }

  /** The park and enterprise of a command that must know other tenancies. */
  private async parties(command: TenancyCommandInput, id = ''): Promise<{ park: string; enterprise: string } | undefined> {
    if (command.type === 'ApplyForTenancy') return { park: command.park, enterprise: command.enterprise };
    if (command.type !== 'AdmitTenant' && command.type !== 'CorrectAdmission') return undefined;
    const { state } = await this.runner.load(tenancyDecider, id);
    return state.status === 'none' ? undefined : { park: state.park, enterprise: state.enterprise };
  }

  private async extraFor(
    command: TenancyCommandInput,
    { park, enterprise }: { park: string; enterprise: string },
    key: string,
    self: string | undefined,
  ): Promise<TenancyExtra> {
    const others: OtherStay[] = [];
    for (const id of new Set([...(await this.reads.tenanciesOf(park, enterprise)), ...this.recent.of(key)])) {
      if (id === self) continue;
      const { state } = await this.runner.load(tenancyDecider, id);
      if (state.status !== 'none') others.push({ ...state, id });
    }
    if (command.type !== 'ApplyForTenancy') return { others };
    return {
      others,
      park: (await this.runner.load(parkDecider, park)).state,
      enterprise: (await this.runner.load(enterpriseDecider, enterprise)).state,
    };
  }
}
