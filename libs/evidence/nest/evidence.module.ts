import { type DynamicModule, Module } from '@nestjs/common';
import { EvidenceFolder, type EvidenceFolderOptions } from '#libs/evidence';
import { EvidenceCheckController } from './evidence-check.controller.js';
import { EvidenceController } from './evidence.controller.js';
import { NamedDocuments } from './named-documents.js';

export interface EvidenceModuleOptions extends EvidenceFolderOptions {
  readonly folder: string;
}

/** The evidence store and its routes; EvidenceFolder and NamedDocuments can be injected anywhere. */
@Module({})
export class EvidenceModule {
  static forRoot({ folder, ...options }: EvidenceModuleOptions): DynamicModule {
    return {
      module: EvidenceModule,
      global: true,
      controllers: [EvidenceController],
      providers: [{ provide: EvidenceFolder, useFactory: () => EvidenceFolder.open(folder, options) }, NamedDocuments],
      exports: [EvidenceFolder, NamedDocuments],
    };
  }
}

/** The store held against the log. The event store comes from the global event-sourcing module. */
@Module({ controllers: [EvidenceCheckController] })
export class EvidenceCheckModule {}
