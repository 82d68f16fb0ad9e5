import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DossierCommand } from '#libs/dossier/nest';
import { scoringSaga } from '#libs/evaluation';
import { nestCommandFor } from '#libs/evaluation/nest';
import type { Command, CommandAnswer, ProcessCommand, ProcessEnvelope } from '#libs/event-sourcing';
import { ProcessHost } from '#libs/event-sourcing/nest';
import { parkSuccession } from '#libs/registry';
import { ParkCommand } from '#libs/registry/nest';
import { engineVersions } from '#libs/scoring';
import { type ApplySubmission, intake } from '#libs/submission';
import { ApplySubmissionCommand, SubmissionCommand } from '#libs/submission/nest';

/** Starts this node's processes; their commands go over the same bus as everybody's. */
@Injectable()
export class ProcessesRunner implements OnApplicationBootstrap {
  constructor(
    private readonly processes: ProcessHost,
    private readonly commands: CommandBus,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const dispatch = (command: ProcessCommand, envelope: ProcessEnvelope): Promise<CommandAnswer> => this.dispatch(command, envelope);
    await this.processes.start(scoringSaga(engineVersions), dispatch);
    await this.processes.start(parkSuccession, dispatch);
    await this.processes.start(intake, dispatch);
  }

  private async dispatch({ category, id, command }: ProcessCommand<Command>, envelope: ProcessEnvelope): Promise<CommandAnswer> {
    const request = { id, command, ...envelope };
    if (command.type === 'ApplySubmission')
      return this.commands.execute(applying(category, { ...request, command: command as ApplySubmission }));
    switch (category) {
      case 'submission':
        return this.commands.execute(new SubmissionCommand(request as SubmissionCommand['request']));
      case 'dossier':
        return this.commands.execute(new DossierCommand(request as DossierCommand['request']));
      case 'park':
        return this.commands.execute(new ParkCommand(request as ParkCommand['request']));
      default: {
        const own = nestCommandFor(category, request);
        if (!own) throw new Error(`no receiver for a process's command to ${category}`);
        return this.commands.execute(own);
      }
    }
  }
}

/** What a submission says of a dossier or a park is read from its workbook by who receives this. */
function applying(category: string, request: ApplySubmissionCommand['request']): ApplySubmissionCommand {
  if (category !== 'dossier' && category !== 'park') throw new Error(`a submission is not applied to a ${category}`);
  return new ApplySubmissionCommand(category, request);
}
