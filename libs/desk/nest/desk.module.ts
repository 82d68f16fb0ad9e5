import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { RulebookModule } from '#libs/rulebook/nest';
import { DecisionList } from './decisions.service.js';
import { DeskController } from './desk.controller.js';
import { DeskReader } from './desk-reader.js';
import {
  ChangesHandler,
  CompletenessHandler,
  HoldUpsHandler,
  QueueHandler,
  RemindersHandler,
  SideBySideHandler,
  YearProgressHandler,
} from './list.handlers.js';
import { DiffHandler, TrailHandler } from './version.handlers.js';
import { VersionsController } from './versions.controller.js';

/** The verification desk. CommandRunner, ReadModels and Clock come from the global event-sourcing module; dossiers and parks are asked over the buses. */
@Module({
  imports: [CqrsModule, RulebookModule],
  controllers: [DeskController, VersionsController],
  providers: [
    DeskReader,
    DecisionList,
    QueueHandler,
    SideBySideHandler,
    CompletenessHandler,
    ChangesHandler,
    YearProgressHandler,
    HoldUpsHandler,
    RemindersHandler,
    DiffHandler,
    TrailHandler,
  ],
})
export class DeskModule {}
