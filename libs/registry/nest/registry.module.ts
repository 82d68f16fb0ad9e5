import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { EnterpriseHandler } from './commands/enterprise.handler.js';
import { ParkHandler } from './commands/park.handler.js';
import { TenancyHandler } from './commands/tenancy.handler.js';
import { ZoneHandler } from './commands/zone.handler.js';
import { EnterprisesController } from './controllers/enterprises.controller.js';
import { ParksController } from './controllers/parks.controller.js';
import { RecognitionController } from './controllers/recognition.controller.js';
import { SafetyController } from './controllers/safety.controller.js';
import { TenanciesController } from './controllers/tenancies.controller.js';
import { ZonesController } from './controllers/zones.controller.js';
import { GrowthHandler } from './queries/growth.handler.js';
import { EnterprisesHandler, ParksHandler, TenanciesHandler, ZonesHandler } from './queries/lists.handlers.js';
import { ParkStatusHandler, RosterProposalHandler } from './queries/park-year.handlers.js';
import { RegistryReads } from './queries/registry-reads.js';

/**
 * The registry over HTTP and the buses. CommandRunner, ReadModels and Ledger come from the global event-sourcing module; `sources` provides RegistrySources.
 */
@Module({})
export class RegistryModule {
  static forRoot(options: { readonly sources: Provider; readonly imports?: DynamicModule['imports'] }): DynamicModule {
    return {
      module: RegistryModule,
      imports: [CqrsModule, ...(options.imports ?? [])],
      controllers: [ZonesController, ParksController, RecognitionController, SafetyController, EnterprisesController, TenanciesController],
      providers: [
        options.sources,
        RegistryReads,
        ZoneHandler,
        ParkHandler,
        EnterpriseHandler,
        TenancyHandler,
        ZonesHandler,
        ParksHandler,
        EnterprisesHandler,
        TenanciesHandler,
        ParkStatusHandler,
        RosterProposalHandler,
        GrowthHandler,
      ],
    };
  }
}
