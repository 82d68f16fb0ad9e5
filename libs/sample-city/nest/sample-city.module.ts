import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { SampleLoader } from './sample-loader.js';

/** The loader of the sample city. CommandRunner, Ledger, ProcessHost and EvidenceFolder come from global modules, the handlers from the contexts. */
@Module({ imports: [CqrsModule], providers: [SampleLoader], exports: [SampleLoader] })
export class SampleCityModule {}
