import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type DeliveredFact, type DossierCommandInput, dossierId } from '#libs/dossier';
import { DossierCommand } from '#libs/dossier/nest';
import { type CommandAnswer, CommandRunner } from '#libs/event-sourcing';
import { ParkCommand } from '#libs/registry/nest';
import { type AcceptedItem, type CheckedWorkbook, streamErrors, submissionDecider, type TakenSubmission } from '#libs/submission';
import { requestOf } from '../checks/check-request.js';
import { CheckedWorkbooks } from '../checks/checked-workbooks.js';
import { ApplySubmissionCommand } from './submission.command.js';

type Accepted = NonNullable<TakenSubmission['accepted']>;

/** Carries out one park's part of an accepted submission: the lines come from the delivered file again, which is checked as it was when it came. */
@CommandHandler(ApplySubmissionCommand)
export class ApplySubmissionHandler implements ICommandHandler<ApplySubmissionCommand> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly checks: CheckedWorkbooks,
    private readonly bus: CommandBus,
  ) {}

  async execute({ category, request }: ApplySubmissionCommand): Promise<CommandAnswer> {
    const { command, ...envelope } = request;
    const { state } = await this.runner.load(submissionDecider, command.submission);
    if (state.status !== 'accepted' && state.status !== 'applied') throw streamErrors.error('submission.notAccepted');
    const accepted = state.accepted as Accepted;
    const { result, contentHash } = await this.checks.of(requestOf(state));
    if (contentHash !== state.head.contentHash) throw streamErrors.error('submission.contentChanged');
    if (category === 'park') return this.bus.execute(new ParkCommand({ ...envelope, command: statementOf(request.id, result) }));
    const item = accepted.items.find(({ park, year }) => dossierId({ park, year }) === request.id);
    return this.bus.execute(new DossierCommand({ ...envelope, command: dossierCommand(found(item), accepted, result) }));
  }
}

function dossierCommand(item: AcceptedItem, accepted: Accepted, { deliveries, verdicts }: CheckedWorkbook): DossierCommandInput {
  const verified = verdicts.find((one) => one.park === item.park && one.year === item.year);
  if (verified) {
    const accepts = new Set(item.facts.filter(({ act }) => act === 'verify').map(({ metric }) => metric));
    return { type: 'VerifyFacts', facts: verified.facts.filter(({ metric }) => accepts.has(metric)) };
  }
  const delivery = found(deliveries.find((one) => one.park === item.park && one.year === item.year));
  const { reason, documents } = accepted;
  const facts = item.facts.flatMap(({ metric, act, version, note }): DeliveredFact[] => {
    if (act !== 'submit' && act !== 'correct') return [];
    const { lines } = found(delivery.facts.find((fact) => fact.metric === metric));
    const correct = act === 'correct' ? { correct: { version: found(version), reason: reason ?? '' } } : {};
    return [{ metric, lines, ...(documents.length > 0 ? { documents } : {}), ...(note === undefined ? {} : { note }), ...correct }];
  });
  return { type: 'DeliverFacts', facts };
}

function statementOf(code: string, { statements }: CheckedWorkbook): ParkCommand['request']['command'] {
  const { year, accidents } = found(statements.find(({ park }) => park === code));
  return { type: 'DeliverStatement', year, accidents };
}

/** What was accepted stands in the file, whose content is the same to the hash. */
function found<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('the accepted submission says what its file does not');
  return value;
}
