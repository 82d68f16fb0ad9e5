import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  type EvaluationCommand,
  evaluationDecider,
  type EvaluationEvent,
  type EvaluationExtra,
  evaluationRules,
  type EvaluationState,
  planSiteChecks,
} from '#libs/evaluation';
import { type CommandAnswer, CommandRunner } from '#libs/event-sourcing';
import { currentEngine } from '#libs/scoring';
import { NamedDocuments } from '#libs/evidence/nest';
import { LedgerSources } from '../sources/ledger-sources.js';
import { ReadinessSource } from '../sources/readiness.js';
import { RunSource } from '../sources/run-source.js';
import { EvaluationStreamCommand } from './commands.js';

/** Reads what a command's decision must know of other streams, anew for every try, and lets the runner decide. */
@CommandHandler(EvaluationStreamCommand)
export class EvaluationHandler implements ICommandHandler<EvaluationStreamCommand> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly documents: NamedDocuments,
    private readonly sources: LedgerSources,
    private readonly readiness: ReadinessSource,
    private readonly runs: RunSource,
  ) {}

  async execute({ request }: EvaluationStreamCommand): Promise<CommandAnswer<EvaluationEvent>> {
    const year = Number.parseInt(request.id, 10);
    if (request.caller.role !== 'process') await this.documents.demand(request.command);
    return this.runner.execute({ decider: evaluationDecider, ...request, extra: (state) => this.extra(state, year, request.command) });
  }

  private async extra(state: EvaluationState, year: number, command: EvaluationCommand): Promise<EvaluationExtra> {
    if (command.type === 'OpenEvaluation') return this.adopted(command.year, command.scheme);
    if (state.phase === 'none') return {};
    const engineVersion = currentEngine;
    switch (command.type) {
      case 'CloseCollection':
        return { engineVersion, readiness: await this.readiness.read(state, command.resultDay) };
      case 'RecordBlockers':
      case 'CompleteClosing':
      case 'LockAssessment':
        return { engineVersion, readiness: await this.readiness.read(state, state.resultDay ?? `${year + 1}-12-31`) };
      case 'NoteParkChange':
        return { engineVersion, parks: await this.runs.parkReadings(state, command.park) };
      case 'ProposeResults':
      case 'ReportFailedRun':
        return { outcome: await this.runs.outcome(year, command.run) };
      case 'PlanSiteChecks':
        return { siteChecks: await this.siteChecks(state, command.run, command.seed) };
      case 'RecordSiteCheck':
        return { ...(await this.homeOf(command.park)), rules: evaluationRules(await this.sources.schemeOf(state)) };
      case 'AnswerObjection': {
        const objection = state.objections.find(({ objection: id }) => id === command.objection);
        return objection ? this.homeOf(objection.park) : {};
      }
      case 'FinaliseResults':
        return { rules: evaluationRules(await this.sources.schemeOf(state)), parks: await this.runs.parkReadings(state) };
      case 'ConfirmTierCount':
      case 'PublishNotice':
      case 'ApproveResults':
      case 'AssignObjection':
      case 'ResolveObjection':
        return { engineVersion, rules: evaluationRules(await this.sources.schemeOf(state)) };
      case 'AbandonClosing':
      case 'RequestScoring':
      case 'RuleTie':
      case 'RecordMeeting':
      case 'RecordNoticeProof':
      case 'ConcludeNotice':
      case 'LodgeObjection':
      case 'ReopenEvaluation':
      case 'NoteReopenedDossier':
      case 'KeepEdition':
        return { engineVersion };
      default:
        return command satisfies never;
    }
  }

  private async adopted(year: number, id: string): Promise<EvaluationExtra> {
    const adopted = await this.sources.adopted(id);
    if (!adopted) return {};
    const { from, to } = adopted.content.validity;
    return { adopted: { id, hash: adopted.hash, fits: from <= year && (to === null || year <= to) } };
  }

  private async homeOf(code: string): Promise<Pick<EvaluationExtra, 'home'>> {
    const { state: park } = await this.sources.readers.park(code);
    return park.status === 'none' ? {} : { home: { county: park.county, zone: park.zone } };
  }

  private async siteChecks(state: EvaluationState, run: number, seed: string): Promise<EvaluationExtra['siteChecks']> {
    const [{ ranking, parks }, scheme] = await Promise.all([this.sources.run(state.year, run), this.sources.schemeOf(state)]);
    const totals = new Map(parks.map(({ park, total }) => [park, total ?? '0']));
    const standings = ranking.map(({ park, tier }) => ({ park, tier, total: totals.get(park) ?? '0' }));
    return planSiteChecks(standings, scheme.siteChecks, seed);
  }
}
