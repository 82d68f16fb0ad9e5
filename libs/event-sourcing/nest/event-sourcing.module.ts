import { join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { CommandRunner } from '../command-runner.js';
import { PersonalFields } from '../keys/personal-field.js';
import { Clock } from '../ledger/clock.js';
import { Ledger } from '../ledger/ledger.js';
import { followSampleClock } from '../ledger/observe-clock.js';
import { ReadModels } from '../projections/read-models.js';
import { SqliteReadModels } from '../projections/sqlite-read-models.js';
import { EventRegistry } from '../registry/event-registry.js';
import { StoreCommandRunner } from '../runner/store-command-runner.js';
import { ProcessHost } from './process-host.js';
import { ReadModelsLifecycle } from './read-models.lifecycle.js';
import { type EventSourcingOptions, EventSourcingOptionsToken, EventStoreToken } from './tokens.js';

/**
 * Provides, everywhere: CommandRunner, ReadModels, EventRegistry, Ledger, Clock, PersonalFields and ProcessHost by their classes, the EventStore by EventStoreToken.
 */
@Module({})
export class EventSourcingModule {
  static forRoot(options: EventSourcingOptions): DynamicModule {
    const { store, ledger, registry } = options;
    return {
      module: EventSourcingModule,
      global: true,
      providers: [
        { provide: EventSourcingOptionsToken, useValue: options },
        { provide: EventStoreToken, useValue: store },
        { provide: EventRegistry, useValue: registry },
        { provide: Ledger, useValue: ledger },
        { provide: Clock, useValue: ledger.clock },
        { provide: PersonalFields, useValue: ledger.personal },
        { provide: CommandRunner, useFactory: () => runnerOf(options) },
        { provide: SqliteReadModels, useFactory: () => readModelsOf(options) },
        { provide: ReadModels, useExisting: SqliteReadModels },
        ReadModelsLifecycle,
        ProcessHost,
      ],
      exports: [EventStoreToken, EventRegistry, Ledger, Clock, PersonalFields, CommandRunner, ReadModels, ProcessHost],
    };
  }
}

function runnerOf({ store, ledger, registry, observers = {} }: EventSourcingOptions): CommandRunner {
  const observe = observers.runner === undefined ? {} : { observe: observers.runner };
  const runner = new StoreCommandRunner({ store, registry, ledger, ...observe });
  return observers.before?.(runner) ?? runner;
}

function readModelsOf({ store, ledger, registry, projections, folder, observe, observers }: EventSourcingOptions): SqliteReadModels {
  const followed = observers?.follower?.('reads');
  return new SqliteReadModels({
    folder: join(folder, 'reads'),
    store,
    registry,
    projections,
    time: ledger.time,
    ...(followed === undefined ? {} : { followed }),
    observe(entries) {
      followSampleClock(ledger.clock, entries);
      observe?.(entries);
    },
  });
}
