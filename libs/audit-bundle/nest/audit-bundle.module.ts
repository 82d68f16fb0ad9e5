import { join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { EventStoreToken } from '#libs/event-sourcing/nest';
import { RunSource } from '#libs/evaluation/nest';
import type { EventStore } from '#libs/event-store';
import { EvidenceFolder } from '#libs/evidence';
import { type LogReader, TREE_FILE } from '#libs/sealing';
import { LogReaderToken } from '#libs/sealing/nest';
import { ledgerSources } from '../write/index.js';
import { BundlesController } from './bundles.controller.js';
import { GrownTree } from './grown-tree.js';
import { BUNDLE_SOURCES } from './tokens.js';
import { Workplace } from './workplace.js';

export interface AuditBundleOptions {
  /** The node's folder, in which the log's tree grows. */
  readonly folder: string;
  /** Where RunSource and the LogReader come from. */
  readonly imports: NonNullable<DynamicModule['imports']>;
}

/** Audit bundles over HTTP. The event store comes from the global event-sourcing module, EvidenceFolder from the global evidence module. */
@Module({})
export class AuditBundleModule {
  static forRoot({ folder, imports }: AuditBundleOptions): DynamicModule {
    return {
      module: AuditBundleModule,
      imports,
      controllers: [BundlesController],
      providers: [
        Workplace,
        { provide: GrownTree, useFactory: () => new GrownTree(join(folder, TREE_FILE)) },
        {
          provide: BUNDLE_SOURCES,
          inject: [EventStoreToken, EvidenceFolder, RunSource, LogReaderToken, GrownTree],
          useFactory: (store: EventStore, evidence: EvidenceFolder, runs: RunSource, log: LogReader, tree: GrownTree) =>
            ledgerSources({
              store,
              evidence,
              verifierKeys: () => log.verifierKeys(),
              tree: (size) => tree.upTo(size),
              compute: (year, run) => runs.compute(year, run),
            }),
        },
      ],
    };
  }
}
