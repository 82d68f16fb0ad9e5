import { Command } from '@nestjs/cqrs';
import type { AwardCommand, AwardEvent, EvaluationCommand, EvaluationEvent, RunCommand, RunEvent } from '#libs/evaluation';
import type { CommandAnswer, CommandFor } from '#libs/event-sourcing';

/** A command to `evaluation-{year}`. */
export class EvaluationStreamCommand extends Command<CommandAnswer<EvaluationEvent>> {
  constructor(readonly request: CommandFor<EvaluationCommand>) {
    super();
  }
}

/** A command to `scoringRun-{year}_{run}`; only the saga sends them. */
export class ScoringRunStreamCommand extends Command<CommandAnswer<RunEvent>> {
  constructor(readonly request: CommandFor<RunCommand>) {
    super();
  }
}

/** A command to `award-{park}_{year}`. */
export class AwardStreamCommand extends Command<CommandAnswer<AwardEvent>> {
  constructor(readonly request: CommandFor<AwardCommand>) {
    super();
  }
}

/** The Nest command of a process's command to a stream of this context; undefined for a stream of another one (dossier). */
export function nestCommandFor(
  category: string,
  request: CommandFor<unknown>,
): EvaluationStreamCommand | ScoringRunStreamCommand | AwardStreamCommand | undefined {
  switch (category) {
    case 'evaluation':
      return new EvaluationStreamCommand(request as CommandFor<EvaluationCommand>);
    case 'scoringRun':
      return new ScoringRunStreamCommand(request as CommandFor<RunCommand>);
    case 'award':
      return new AwardStreamCommand(request as CommandFor<AwardCommand>);
    default:
      return undefined;
  }
}
