import { type DynamicModule, Module } from '@nestjs/common';
import { Telemetry } from '../telemetry.js';
import { MetricsController } from './metrics.controller.js';
import { NodeWatch } from './node-watch.js';

/** GET /metrics, and the watch over requests and followers. Wants EventSourcingModule beside it. */
@Module({})
export class TelemetryModule {
  static over(telemetry: Telemetry): DynamicModule {
    return {
      module: TelemetryModule,
      controllers: [MetricsController],
      providers: [{ provide: Telemetry, useValue: telemetry }, NodeWatch],
    };
  }
}
