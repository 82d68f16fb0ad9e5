import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { SchemeLibrary } from './scheme-library.js';
import { SchemeHandler } from './scheme.command.js';
import { SchemeController } from './scheme.controller.js';
import { SchemeQueryHandler, SchemesHandler } from './scheme.queries.js';

/** Rule sets: drafted, confirmed, adopted; SchemeLibrary for whoever needs an adopted one. */
@Module({
  imports: [CqrsModule],
  controllers: [SchemeController],
  providers: [SchemeHandler, SchemesHandler, SchemeQueryHandler, SchemeLibrary],
  exports: [SchemeLibrary],
})
export class RulebookModule {}
