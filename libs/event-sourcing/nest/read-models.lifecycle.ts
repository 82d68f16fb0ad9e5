import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SqliteReadModels } from '../projections/sqlite-read-models.js';

/** Starts filling the read models with the application, and closes them when its last request is answered. */
@Injectable()
export class ReadModelsLifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly models: SqliteReadModels) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.models.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.models.close();
  }
}
