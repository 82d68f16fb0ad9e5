import type { Command } from '@nestjs/cqrs';
import { AwardStreamCommand, EvaluationStreamCommand } from '#libs/evaluation/nest';
import { DossierCommand } from '#libs/dossier/nest';
import type { CommandAnswer } from '#libs/event-sourcing';
import type { Caller } from '#libs/kernel';
import { EnterpriseCommand, ParkCommand, TenancyCommand, ZoneCommand } from '#libs/registry/nest';
import { SchemeCommand } from '#libs/rulebook/nest';
import { SubmissionCommand } from '#libs/submission/nest';
import type { Room } from '../plan/step.js';

/** A step with all that it had to find out. */
export interface Envelope {
  readonly id?: string;
  readonly command: { readonly type: string };
  readonly caller: Caller;
  readonly key: string;
  readonly at: string;
}

/**
 * The Nest command of a step: the same that the HTTP controllers send. The plan is data, so that the form of each command is checked by who decides on it, as with
 * every other caller.
 */
export function nestCommandOf(room: Room, envelope: Envelope): Command<CommandAnswer> {
  const request = envelope as never;
  switch (room) {
    case 'scheme':
      return new SchemeCommand(request);
    case 'zone':
      return new ZoneCommand(request);
    case 'park':
      return new ParkCommand(request);
    case 'enterprise':
      return new EnterpriseCommand(request);
    case 'tenancy':
      return new TenancyCommand(request);
    case 'dossier':
      return new DossierCommand(request);
    case 'submission':
      return new SubmissionCommand(request);
    case 'evaluation':
      return new EvaluationStreamCommand(request);
    case 'award':
      return new AwardStreamCommand(request);
  }
}
