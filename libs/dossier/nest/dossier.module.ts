import { type DynamicModule, Module, type ModuleMetadata, type Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { RulebookModule } from '#libs/rulebook/nest';
import { ClashFinder } from './clash-finder.js';
import { DossierHandler } from './commands/dossier.handler.js';
import { KnowledgeReader } from './commands/knowledge-reader.js';
import { CollectionController, DossiersController } from './controllers/dossiers.controller.js';
import { FactsController } from './controllers/facts.controller.js';
import { ClashesHandler, ProgressHandler } from './queries/collection.handlers.js';
import { BlockersQueryHandler, DossierQueryHandler, FactQueryHandler, MeasuresQueryHandler } from './queries/dossier.handlers.js';
import { DossierReader } from './queries/dossier-reader.js';
import { DossierSources } from './sources.js';

/** Dossiers: commands, reads and routes. `sources` provides DossierSources: what they need of the evaluation and the tenancy register. */
@Module({})
export class DossierModule {
  static forRoot(options: { readonly sources: Provider; readonly imports?: ModuleMetadata['imports'] }): DynamicModule {
    return {
      module: DossierModule,
      imports: [CqrsModule, RulebookModule, ...(options.imports ?? [])],
      controllers: [FactsController, DossiersController, CollectionController],
      providers: [
        options.sources,
        KnowledgeReader,
        ClashFinder,
        DossierReader,
        DossierHandler,
        DossierQueryHandler,
        FactQueryHandler,
        BlockersQueryHandler,
        MeasuresQueryHandler,
        ProgressHandler,
        ClashesHandler,
      ],
      exports: [ClashFinder, KnowledgeReader, DossierReader, DossierSources],
    };
  }
}
