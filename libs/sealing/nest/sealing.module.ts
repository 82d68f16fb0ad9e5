import { type DynamicModule, Injectable, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { LogSealing } from '../log-sealing.js';
import { LogController } from './log.controller.js';
import { LogReaderToken } from './tokens.js';

/** Starts the log with the application; ends it when the last request is answered and the processes stand still, so that all they wrote is sealed. */
@Injectable()
class SealingLifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly sealing: LogSealing) {}

  onApplicationBootstrap(): void {
    this.sealing.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.sealing.finish();
  }
}

/** The log of a node over HTTP. Provides LogSealing, and the LogReader by LogReaderToken. */
@Module({})
export class SealingModule {
  static over(sealing: LogSealing): DynamicModule {
    return {
      module: SealingModule,
      controllers: [LogController],
      providers: [{ provide: LogSealing, useValue: sealing }, { provide: LogReaderToken, useValue: sealing.reader }, SealingLifecycle],
      exports: [LogSealing, LogReaderToken],
    };
  }
}
