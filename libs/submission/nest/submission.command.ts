import { Command } from '@nestjs/cqrs';
import type { CommandAnswer, CommandFor, CreatingFor } from '#libs/event-sourcing';
import type { ApplySubmission, SubmissionCommandInput, SubmissionEvent } from '#libs/submission';

/** A command to `submission-{id}`. `ReceiveSubmission` creates its stream: without an id, the id follows from the command. */
export class SubmissionCommand extends Command<CommandAnswer<SubmissionEvent>> {
  constructor(readonly request: CreatingFor<SubmissionCommandInput>) {
    super();
  }
}

/** The intake process' command to a dossier or a park: what the submission says of it. Answered like that stream's own command. */
export class ApplySubmissionCommand extends Command<CommandAnswer> {
  constructor(readonly request: CommandFor<ApplySubmission> & { readonly category: 'dossier' | 'park' }) {
    super();
  }
}
