import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { NamedDocuments } from '#libs/evidence/nest';
import { addressOf, type CommandAnswer, CommandRunner, Ledger } from '#libs/event-sourcing';
import { deriveId } from '#libs/kernel';
import {
  type ParkCommandInput,
  parkDecider,
  type ParkEvent,
  type ParkExtra,
  type ParkState,
  zoneDecider,
  type ZoneState,
} from '#libs/registry';
import { RegistrySources } from '../sources.js';
import { ParkCommand } from './commands.js';

@CommandHandler(ParkCommand)
export class ParkHandler implements ICommandHandler<ParkCommand> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly documents: NamedDocuments,
    private readonly sources: RegistrySources,
    private readonly ledger: Ledger,
  ) {}

  execute({ request }: ParkCommand): Promise<CommandAnswer<ParkEvent>> {
    const command = this.sealed(request);
    return this.runner.execute({ decider: parkDecider, ...request, command, extra: (park) => this.extraFor(command, park) });
  }

  /**
   * Before the command gets its hash: a repeated command seals to the same bytes. Each contact that is recorded is a subject of its own, so that one person can be erased
   * and the next one entered.
   */
  private sealed(request: ParkCommand['request']): ParkCommandInput {
    const { command, dryRun } = request;
    if ((command.type !== 'RegisterPark' && command.type !== 'AmendPark') || typeof command.contact !== 'string') return command;
    const { ledgerId, personal } = this.ledger;
    const { commandId } = addressOf(ledgerId, parkDecider.category, request);
    return { ...command, contact: personal.sealPersonal(deriveId(commandId, 'park contact'), command.contact, { dryRun }) };
  }

  private async extraFor(command: ParkCommandInput, park: ParkState): Promise<ParkExtra> {
    await this.documents.demand(command);
    switch (command.type) {
      case 'RegisterPark':
        return { zone: await this.zone(command.zone) };
      case 'RecognisePark':
      case 'RefuseRecognition':
        return { zone: park.status === 'none' ? park : await this.zone(park.zone), rules: await this.sources.rulesOf(command.scheme) };
      case 'GrantTransition':
        return { rules: await this.sources.rulesOf(command.scheme) };
      case 'MergePark':
        return { successors: [await this.park(command.into)] };
      case 'SplitPark':
        return { successors: await Promise.all(command.into.map((code) => this.park(code))) };
      case 'DeclareParticipation':
        return { collection: await this.sources.collectionOf(command.year) };
      case 'AmendPark':
      case 'AcknowledgeMerger':
      case 'AcknowledgeSplit':
      case 'ApplyForRecognition':
      case 'WithdrawRecognition':
      case 'ReportNestedPark':
      case 'ConfirmNestedPark':
      case 'DismissNestedPark':
      case 'ClearNestedPark':
      case 'RecordAccident':
      case 'GradeAccident':
      case 'StrikeAccident':
      case 'StateAccidents':
      case 'DeliverStatement':
      case 'ProveFalseEvidence':
      case 'RevokeFalseEvidence':
        return {};
      default:
        return command satisfies never;
    }
  }

  private async park(code: string): Promise<ParkState> {
    return (await this.runner.load(parkDecider, code)).state;
  }

  private async zone(code: string): Promise<ZoneState> {
    return (await this.runner.load(zoneDecider, code)).state;
  }
}
