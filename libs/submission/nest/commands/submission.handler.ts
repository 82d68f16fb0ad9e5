import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandAnswer, CommandRunner, type CreatingFor, Ledger } from '#libs/event-sourcing';
import { EvidenceFolder, evidenceErrors, mayRead, mediaTypes } from '#libs/evidence';
import { NamedDocuments } from '#libs/evidence/nest';
import { sha256 } from '#libs/kernel';
import { ReportWriter } from '#libs/spreadsheets/write';
import {
  demandDeliverer,
  type ReceiveSubmission,
  type Reading,
  streamErrors,
  type SubmissionCommandInput,
  submissionDecider,
  type SubmissionEvent,
  type SubmissionKnowledge,
  type SubmissionState,
} from '#libs/submission';
import { type Checked, CheckedWorkbooks } from '../checks/checked-workbooks.js';
import { PreviewReader } from '../checks/preview-reader.js';
import { readingOf, reportName } from './reading.js';
import { SubmissionCommand } from './submission.command.js';

type Request = CreatingFor<SubmissionCommandInput>;

@CommandHandler(SubmissionCommand)
export class SubmissionHandler implements ICommandHandler<SubmissionCommand> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly ledger: Ledger,
    private readonly evidence: EvidenceFolder,
    private readonly documents: NamedDocuments,
    private readonly checks: CheckedWorkbooks,
    private readonly previews: PreviewReader,
    private readonly reports: ReportWriter,
  ) {}

  execute({ request, tell }: SubmissionCommand): Promise<CommandAnswer<SubmissionEvent>> {
    return this.runner.execute({ decider: submissionDecider, ...request, extra: (state) => this.knowledge(state, request, tell) });
  }

  private async knowledge(state: SubmissionState, request: Request, tell: SubmissionCommand['tell']): Promise<SubmissionKnowledge> {
    const { command } = request;
    switch (command.type) {
      case 'ReceiveSubmission':
        return { reading: await this.reading(command, request, tell) };
      case 'AcceptSubmission': {
        await this.documents.demand(command);
        // What is not awaiting is refused by the decision, which looks at no preview then.
        return state.status === 'received' ? { preview: await this.previews.of(state) } : {};
      }
      case 'WithdrawSubmission':
      case 'CompleteSubmission':
        return {};
      default:
        return command satisfies never;
    }
  }

  private async reading({ kind, year, file }: ReceiveSubmission, request: Request, tell: SubmissionCommand['tell']): Promise<Reading> {
    const { caller, dryRun = false, at = this.ledger.clock.now() } = request;
    const office = demandDeliverer(caller, kind);
    const deliveries = await this.evidence.deliveries(file.hash);
    if (!mayRead(caller, deliveries)) throw evidenceErrors.error('evidence.notYours');
    if (!deliveries.some(({ name }) => name === file.name))
      throw streamErrors.error('submission.fileName', { name: file.name }, { where: 'name' });
    const checked = await this.checks.of({ kind, year, file, account: caller.account, office, at }, tell);
    if (checked.result.errors.length === 0) return readingOf(checked);
    return readingOf(checked, await this.report(checked, request, dryRun));
  }

  /** The annotated workbook lies in the evidence store before an event names it. */
  private async report(
    { workbook, result }: Checked,
    { caller, command }: Request,
    dryRun: boolean,
  ): Promise<{ hash: string; title: string }> {
    const { file } = command as ReceiveSubmission;
    const title = reportName(file.name);
    const content = await this.reports.annotated(workbook, result.errors);
    if (dryRun) return { hash: sha256(content), title };
    const { account, department, park } = caller;
    const office = { ...(department === undefined ? {} : { department }), ...(park === undefined ? {} : { park }) };
    const { hash } = await this.evidence.put(content, { name: title, mediaType: mediaTypes.xlsx, account, ...office });
    return { hash, title };
  }
}
