import { Command } from '@nestjs/cqrs';
import type { CommandAnswer, CommandFor, CreatingFor } from '#libs/event-sourcing';
import type { ApplySubmission, SubmissionCommandInput, SubmissionEvent } from '#libs/submission';
import type { TellStep } from '../checks/checked-workbooks.js';

/** A command to `submission-{id}`. `ReceiveSubmission` creates its stream: without an id, the id follows from the command. `tell`: how far reading and checking have come. */
export class SubmissionCommand extends Command<CommandAnswer<SubmissionEvent>> {
  constructor(
    readonly request: CreatingFor<SubmissionCommandInput>,
    readonly tell?: TellStep,
  ) {
    super();
  }
}

/** The intake process' command to a dossier or a park: what the submission says of it. Answered as that stream's own command is. */
export class ApplySubmissionCommand extends Command<CommandAnswer> {
  constructor(
    readonly category: 'dossier' | 'park',
    readonly request: CommandFor<ApplySubmission>,
  ) {
    super();
  }
}
