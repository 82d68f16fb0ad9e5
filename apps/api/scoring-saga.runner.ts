import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { DossierCommand } from '#libs/dossier/nest';
import type { SagaCommand } from '#libs/evaluation';
import { scoringSaga } from '#libs/evaluation';
import { nestCommandFor } from '#libs/evaluation/nest';
import type { CommandAnswer, ProcessCommand, ProcessEnvelope } from '#libs/event-sourcing';
import { ProcessHost } from '#libs/event-sourcing/nest';
import { engineVersions } from '#libs/scoring';

/** Starts the scoring saga of this node; its commands go over the same bus as everybody's. */
@Injectable()
export class ScoringSagaRunner implements OnApplicationBootstrap {
  constructor(
    private readonly processes: ProcessHost,
    private readonly commands: CommandBus,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.processes.start(scoringSaga(engineVersions), (command, envelope) => this.dispatch(command, envelope));
  }

  private async dispatch({ category, id, command }: ProcessCommand<SagaCommand>, envelope: ProcessEnvelope): Promise<CommandAnswer> {
    const request = { id, command, ...envelope };
    const own = nestCommandFor(category, request);
    if (own) return this.commands.execute(own);
    if (category !== 'dossier') throw new Error(`the scoring saga has no receiver for ${category}`);
    return this.commands.execute(new DossierCommand(request as DossierCommand['request']));
  }
}
