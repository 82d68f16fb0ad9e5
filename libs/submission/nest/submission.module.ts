import { type DynamicModule, Module, type ModuleMetadata, type OnApplicationShutdown } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { RulebookModule } from '#libs/rulebook/nest';
import { ReportWriter } from '#libs/spreadsheets/write';
import { CheckedWorkbooks } from './checks/checked-workbooks.js';
import { PreviewReader } from './checks/preview-reader.js';
import { SituationReader } from './checks/situation-reader.js';
import { TemplateReader } from './checks/template-reader.js';
import { WorkbookShelf } from './checks/workbook-shelf.js';
import { ApplySubmissionHandler } from './commands/apply-submission.handler.js';
import { SubmissionHandler } from './commands/submission.handler.js';
import { SubmissionsController } from './controllers/submissions.controller.js';
import { TemplatesController } from './controllers/templates.controller.js';
import { ReportsOfFileQueryHandler, SubmissionQueryHandler, SubmissionsQueryHandler } from './queries/submission.handlers.js';
import { SubmissionItems } from './queries/submission-items.js';

/** Submitted workbooks over HTTP and the buses. `imports` bring the dossiers' module; `workbooks` reads them, the same one that the evidence store asks. */
@Module({})
export class SubmissionModule implements OnApplicationShutdown {
  constructor(
    private readonly workbooks: WorkbookShelf,
    private readonly reports: ReportWriter,
  ) {}

  static forRoot(options: { readonly workbooks: WorkbookShelf; readonly imports: ModuleMetadata['imports'] }): DynamicModule {
    return {
      module: SubmissionModule,
      imports: [CqrsModule, RulebookModule, ...(options.imports ?? [])],
      controllers: [SubmissionsController, TemplatesController],
      providers: [
        { provide: WorkbookShelf, useValue: options.workbooks },
        { provide: ReportWriter, useFactory: () => new ReportWriter() },
        SituationReader,
        CheckedWorkbooks,
        PreviewReader,
        TemplateReader,
        SubmissionItems,
        SubmissionHandler,
        ApplySubmissionHandler,
        ReportsOfFileQueryHandler,
        SubmissionQueryHandler,
        SubmissionsQueryHandler,
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.workbooks.close(), this.reports.close()]);
  }
}
