import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { WorkbookShelf } from '#libs/submission/nest';
import { SampleLoader } from './sample-loader.js';

/**
 * The loader of the sample city. CommandRunner, Ledger, ProcessHost, ReadModels and EvidenceFolder come from global modules, the handlers from the contexts; `workbooks`
 * reads the delivered files, the same one that they are received by, so that each is parsed once.
 */
@Module({})
export class SampleCityModule {
  static forRoot({ workbooks }: { readonly workbooks: WorkbookShelf }): DynamicModule {
    return {
      module: SampleCityModule,
      imports: [CqrsModule],
      providers: [{ provide: WorkbookShelf, useValue: workbooks }, SampleLoader],
      exports: [SampleLoader],
    };
  }
}
