import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '#libs/access/nest';
import { type Answer, ApiRead, At, filtersOf, type ReadAt, WholeNumberPipe } from '#libs/http';
import type { Caller } from '#libs/kernel';
import { VersionsDto } from './dto.js';
import { DiffQuery, type DiffView, TrailQuery, type TrailView } from './queries.js';

/** A fact's versions as people compare them. */
@ApiTags('事实')
@Controller('dossiers/:park/:year/facts/:metric')
export class VersionsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('diff')
  @ApiOperation({ summary: '两个版本的差异：新增、删去、修改的行，逐项写明，合计' })
  @ApiRead()
  diff(
    @Param('park') park: string,
    @Param('year', WholeNumberPipe) year: number,
    @Param('metric') metric: string,
    @Query() versions: VersionsDto,
    @At() at: ReadAt,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer<DiffView>> {
    return this.queries.execute(new DiffQuery({ park, year }, metric, filtersOf(versions), caller, at));
  }

  @Get('trail')
  @ApiOperation({ summary: '版本的来龙去脉：谁、何时、为何、依据、改了什么' })
  @ApiRead()
  trail(
    @Param('park') park: string,
    @Param('year', WholeNumberPipe) year: number,
    @Param('metric') metric: string,
    @At() at: ReadAt,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer<TrailView>> {
    return this.queries.execute(new TrailQuery({ park, year }, metric, caller, at));
  }
}
