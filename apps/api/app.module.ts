import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { AccessModule } from '#libs/access/nest';
import { AuditBundleModule } from '#libs/audit-bundle/nest';
import { DeskModule } from '#libs/desk/nest';
import { DocumentsModule } from '#libs/documents/nest';
import { DossierModule, DossierSources } from '#libs/dossier/nest';
import { EvaluationModule } from '#libs/evaluation/nest';
import { ErasureModule, ErasureSources } from '#libs/erasure/nest';
import type { EventRegistry, Ledger } from '#libs/event-sourcing';
import { EventSourcingModule } from '#libs/event-sourcing/nest';
import type { EventStore } from '#libs/event-store';
import { type EvidenceFolder, tablesBy } from '#libs/evidence';
import { EvidenceCheckModule, EvidenceModule } from '#libs/evidence/nest';
import { ProblemFilter, requestValidation } from '#libs/http';
import { RegistryModule, RegistrySources } from '#libs/registry/nest';
import { RulebookModule } from '#libs/rulebook/nest';
import { SampleCityModule } from '#libs/sample-city/nest';
import type { LogSealing } from '#libs/sealing';
import { SealingModule } from '#libs/sealing/nest';
import { WorkbookReader } from '#libs/spreadsheets/reader';
import { SubmissionModule, WorkbookShelf } from '#libs/submission/nest';
import { Telemetry } from '#libs/telemetry';
import { TelemetryModule } from '#libs/telemetry/nest';
import { allProjections } from './composition.js';
import { HealthController } from './health.controller.js';
import { EventReader } from './ledger/event-reader.js';
import { LedgerStreamHandler } from './ledger/ledger.command.js';
import { LedgerController } from './ledger/ledger.controller.js';
import { Readiness, ReadyLag } from './readiness.js';
import { ProcessesRunner } from './processes.runner.js';
import { LedgerDossierSources } from './sources/dossier-sources.js';
import { LedgerErasureSources } from './sources/erasure-sources.js';
import { LedgerRegistrySources } from './sources/registry-sources.js';

/** An open ledger and where its files lie. */
export interface OpenedLedger {
  readonly store: EventStore;
  readonly ledger: Ledger;
  readonly registry: EventRegistry;
  readonly dataDir: string;
  readonly evidenceDir: string;
  /** How many events the read models may be behind before the node is not ready. */
  readonly readyLag: number;
  /** Score sheets by hash: derived. */
  readonly sheets: EvidenceFolder;
  /** Absent: the log is neither grown nor signed nor shown. */
  readonly sealing?: LogSealing | undefined;
  /** Absent: faults are logged, nothing else is told. */
  readonly telemetry?: Telemetry;
}

/** The whole application over one ledger. */
@Module({})
export class AppModule {
  static over(opened: OpenedLedger): DynamicModule {
    const { ledger, registry, dataDir, evidenceDir, readyLag, sheets, sealing, telemetry = Telemetry.quiet() } = opened;
    const [store, observers] = [telemetry.watchStore(opened.store), telemetry.observers(ledger)];
    const evaluation = EvaluationModule.forRoot({ sheets });
    const dossier = DossierModule.forRoot({ sources: { provide: DossierSources, useClass: LedgerDossierSources } });
    const workbooks = new WorkbookShelf(new WorkbookReader());
    const tables = tablesBy((content, name) => workbooks.read(content, name));
    return {
      module: AppModule,
      imports: [
        CqrsModule.forRoot(),
        AccessModule,
        TelemetryModule.over(telemetry),
        EventSourcingModule.forRoot({ store, ledger, registry, projections: allProjections, folder: dataDir, observers }),
        EvidenceModule.forRoot({ folder: evidenceDir, keys: ledger.keys.files, tables }),
        EvidenceCheckModule,
        ErasureModule.forRoot({ sources: { provide: ErasureSources, useClass: LedgerErasureSources } }),
        RulebookModule,
        RegistryModule.forRoot({
          imports: [RulebookModule],
          sources: { provide: RegistrySources, useClass: LedgerRegistrySources },
        }),
        dossier,
        SubmissionModule.forRoot({ workbooks, imports: [dossier] }),
        evaluation,
        DeskModule,
        DocumentsModule,
        SampleCityModule.forRoot({ workbooks }),
        ...(sealing === undefined ? [] : withSealing(sealing, evaluation, dataDir)),
      ],
      controllers: [LedgerController, HealthController],
      providers: [
        EventReader,
        ProcessesRunner,
        LedgerStreamHandler,
        Readiness,
        { provide: ReadyLag, useValue: readyLag },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: requestValidation },
      ],
    };
  }
}

/** What rests on the signed log. */
function withSealing(sealing: LogSealing, evaluation: DynamicModule, folder: string): DynamicModule[] {
  const log = SealingModule.over(sealing);
  return [log, AuditBundleModule.forRoot({ folder, imports: [evaluation, log] })];
}
