import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ErasureHandler } from './erasure.command.js';
import { ErasureController } from './erasure.controller.js';
import { ErasuresQueryHandler } from './erasures.query.js';
import { KeyDestruction } from './key-destruction.js';

/** Erasures over HTTP, and the destruction of keys on this node. EvidenceFolder, CommandRunner and Ledger come from global modules, `ErasureSources` from the application. */
@Module({})
export class ErasureModule {
  static forRoot(options: { readonly sources: Provider }): DynamicModule {
    return {
      module: ErasureModule,
      imports: [CqrsModule],
      controllers: [ErasureController],
      providers: [options.sources, KeyDestruction, ErasureHandler, ErasuresQueryHandler],
      exports: [KeyDestruction],
    };
  }
}
