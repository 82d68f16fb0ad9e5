import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { parseRunId, type RunEvent, scoringRunDecider } from '#libs/evaluation';
import { type CommandAnswer, CommandRunner } from '#libs/event-sourcing';
import { RunSource } from '../sources/run-source.js';
import { SheetShelf } from '../sources/sheet-shelf.js';
import { ScoringRunStreamCommand } from './commands.js';

/** Takes a run one step on. Sheets are shelved by hash once the run is complete; a lost shelf is filled again from the pins. */
@CommandHandler(ScoringRunStreamCommand)
export class ScoringRunHandler implements ICommandHandler<ScoringRunStreamCommand> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly runs: RunSource,
    private readonly shelf: SheetShelf,
  ) {}

  async execute({ request }: ScoringRunStreamCommand): Promise<CommandAnswer<RunEvent>> {
    const { year, run } = parseRunId(request.id);
    const answer = await this.runner.execute({
      decider: scoringRunDecider,
      ...request,
      extra: () => this.runs.extra(year, run, request.command.step),
    });
    if (answer.events.some(({ type }) => type === 'RunCompleted'))
      await this.shelf.putAll((await this.runs.compute(year, run)).result.sheets);
    return answer;
  }
}
