import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type AwardCommand, awardDecider, type AwardEvent, type AwardExtra } from '#libs/evaluation';
import { parseDossierId } from '#libs/dossier';
import { type CommandAnswer, CommandRunner } from '#libs/event-sourcing';
import { NamedDocuments } from '#libs/evidence/nest';
import { LedgerSources } from '../sources/ledger-sources.js';
import { AwardStreamCommand } from './commands.js';

/** Settling reads the finalised run itself: an amount that it does not give is refused, whoever asks. */
@CommandHandler(AwardStreamCommand)
export class AwardHandler implements ICommandHandler<AwardStreamCommand> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly documents: NamedDocuments,
    private readonly sources: LedgerSources,
  ) {}

  async execute({ request }: AwardStreamCommand): Promise<CommandAnswer<AwardEvent>> {
    const { park, year } = parseDossierId(request.id);
    if (request.caller.role !== 'process') await this.documents.demand(request.command);
    return this.runner.execute({ decider: awardDecider, ...request, extra: () => this.extra(park, year, request.command) });
  }

  private async extra(park: string, year: number, command: AwardCommand): Promise<AwardExtra> {
    switch (command.type) {
      case 'SettleAward':
        return this.settled(park, year, command.edition, command.run);
      case 'ReportUse': {
        const { teamShareMax, awardUses } = (await this.sources.schemeOf(await this.sources.opened(year))).readings;
        return { rules: { teamShareMax, uses: awardUses } };
      }
      case 'DecideAdjustment':
      case 'PayAward':
      case 'RecoverAward':
        return {};
      default:
        return command satisfies never;
    }
  }

  private async settled(park: string, year: number, edition: number, run: number): Promise<AwardExtra> {
    const state = await this.sources.opened(year);
    if (!state.published.some((one) => one.edition === edition && one.run === run)) return {};
    const award = (await this.sources.run(year, run)).awards.find((one) => one.park === park);
    return { settled: { amount: award?.amount ?? '0', rank: award?.rank ?? null, held: award?.held ?? null } };
  }
}
