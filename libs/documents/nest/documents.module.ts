import { Inject, Logger, Module, type OnModuleDestroy } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Press } from '#libs/documents/write';
import { RulebookModule } from '#libs/rulebook/nest';
import { ClaimDocuments } from './claim-documents.js';
import { DocumentMaker } from './document-maker.js';
import { DocumentsController } from './documents.controller.js';
import { LedgerReading } from './reading.js';
import { ResultDocuments } from './result-documents.js';

const logger = new Logger('documents');

/** Documents over HTTP. CommandRunner, ReadModels and Ledger come from the global event-sourcing module; all else is asked over the query bus. */
@Module({
  imports: [CqrsModule, RulebookModule],
  controllers: [DocumentsController],
  providers: [
    { provide: Press, useFactory: () => new Press({ trouble: (fault) => logger.error(fault) }) },
    LedgerReading,
    ClaimDocuments,
    ResultDocuments,
    DocumentMaker,
  ],
})
export class DocumentsModule implements OnModuleDestroy {
  constructor(@Inject(Press) private readonly press: Press) {}

  onModuleDestroy(): Promise<void> {
    return this.press.close();
  }
}
