import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { EvidenceFolder } from '#libs/evidence';
import { AwardHandler } from './commands/award.handler.js';
import { EvaluationHandler } from './commands/evaluation.handler.js';
import { ScoringRunHandler } from './commands/run.handler.js';
import { AwardsController } from './controllers/awards.controller.js';
import { CollectionController } from './controllers/collection.controller.js';
import { ResultsController } from './controllers/results.controller.js';
import { ByHashController } from './controllers/by-hash.controller.js';
import { ReviewController } from './controllers/review.controller.js';
import { ResultByHashQueryHandler, SheetByHashQueryHandler } from './queries/by-hash.handlers.js';
import { EvaluationReads } from './queries/evaluation-reads.js';
import {
  AwardsQueryHandler,
  BlockersQueryHandler,
  EvaluationQueryHandler,
  EvaluationsQueryHandler,
  RankingQueryHandler,
} from './queries/list.handlers.js';
import { CompareQueryHandler, SheetQueryHandler, WhatIfQueryHandler, WhyQueryHandler } from './queries/result.handlers.js';
import { LedgerSources } from './sources/ledger-sources.js';
import { ReadinessSource } from './sources/readiness.js';
import { RunSource } from './sources/run-source.js';
import { SHEET_FOLDER, SheetShelf } from './sources/sheet-shelf.js';

/**
 * Evaluations over HTTP and the buses. CommandRunner, ReadModels, EventRegistry and the event store come from the global event-sourcing module, EvidenceFolder from
 * an imported module. `sheets` is a folder of derived files; without it sheets are computed again for each read.
 */
@Module({})
export class EvaluationModule {
  static forRoot(options: { readonly sheets?: EvidenceFolder; readonly imports?: DynamicModule['imports'] } = {}): DynamicModule {
    return {
      module: EvaluationModule,
      imports: [CqrsModule, ...(options.imports ?? [])],
      controllers: [CollectionController, ReviewController, ResultsController, ByHashController, AwardsController],
      providers: [
        { provide: SHEET_FOLDER, useValue: options.sheets },
        LedgerSources,
        ReadinessSource,
        RunSource,
        SheetShelf,
        EvaluationReads,
        EvaluationHandler,
        ScoringRunHandler,
        AwardHandler,
        EvaluationQueryHandler,
        EvaluationsQueryHandler,
        BlockersQueryHandler,
        RankingQueryHandler,
        AwardsQueryHandler,
        SheetQueryHandler,
        WhyQueryHandler,
        CompareQueryHandler,
        WhatIfQueryHandler,
        SheetByHashQueryHandler,
        ResultByHashQueryHandler,
      ],
      exports: [LedgerSources, RunSource],
    };
  }
}
