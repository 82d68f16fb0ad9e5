import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '#libs/access/nest';
import type { Completeness, HoldUp, LargeChange, QueueItem, Reminder, SideBySide, YearProgress } from '#libs/desk';
import {
  type Answer,
  ApiCommand,
  ApiRead,
  At,
  type CommandEnvelope,
  Envelope,
  filtersOf,
  plain,
  type ReadAt,
  WholeNumberPipe,
} from '#libs/http';
import type { Caller } from '#libs/kernel';
import { type DecisionsAnswer, DecisionList } from './decisions.service.js';
import { DecisionsDto, FactsFilter, OfficeFilter, QueueFilterDto } from './dto.js';
import {
  ChangesQuery,
  CompletenessQuery,
  HoldUpsQuery,
  QueueQuery,
  RemindersQuery,
  SideBySideQuery,
  YearProgressQuery,
} from './queries.js';

/** The desk of one year's evaluation: what awaits whom, and what is decided in lists. */
@ApiTags('核实台')
@Controller('desk/:year')
export class DeskController {
  constructor(
    private readonly queries: QueryBus,
    private readonly list: DecisionList,
  ) {}

  @Get('queue')
  @ApiOperation({ summary: '待核实清单：园区、指标、版本、行数、等候的工作日、提示、时限' })
  @ApiRead()
  queue(
    @Param('year', WholeNumberPipe) year: number,
    @Query() filter: QueueFilterDto,
    @At() at: ReadAt,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer<readonly QueueItem[]>> {
    return this.queries.execute(new QueueQuery(year, filtersOf(filter), caller, at));
  }

  @Post('decisions')
  @HttpCode(200)
  @ApiOperation({ summary: '成批核实：确认、逐行结论、整项退回；每个档案的结论一次记入，每项各有结果' })
  @ApiCommand()
  decide(
    @Param('year', WholeNumberPipe) year: number,
    @Body() { decisions }: DecisionsDto,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<DecisionsAnswer> {
    return this.list.apply(year, plain(decisions), envelope);
  }

  @Get('clashes')
  @ApiOperation({ summary: '重复证书、两个园区同报的企业：各方的行并列（R5）' })
  @ApiRead()
  clashes(
    @Param('year', WholeNumberPipe) year: number,
    @Query() filter: FactsFilter,
    @At() at: ReadAt,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer<readonly SideBySide[]>> {
    return this.queries.execute(new SideBySideQuery(year, filtersOf(filter), caller, at));
  }

  @Get('completeness')
  @ApiOperation({ summary: '名单与按名单取数的清单互相核对：有企业无数、有数不在名单' })
  @ApiRead()
  completeness(
    @Param('year', WholeNumberPipe) year: number,
    @Query() filter: FactsFilter,
    @At() at: ReadAt,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer<readonly Completeness[]>> {
    return this.queries.execute(new CompletenessQuery(year, filtersOf(filter), caller, at));
  }

  @Get('changes')
  @ApiOperation({ summary: '较上年核实数变动大的事实，及其书面说明' })
  @ApiRead()
  changes(
    @Param('year', WholeNumberPipe) year: number,
    @Query() filter: FactsFilter,
    @At() at: ReadAt,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer<readonly LargeChange[]>> {
    return this.queries.execute(new ChangesQuery(year, filtersOf(filter), caller, at));
  }

  @Get('progress')
  @ApiOperation({ summary: '进度：按部门（提交、核实）和园区' })
  @ApiRead()
  progress(@Param('year', WholeNumberPipe) year: number, @At() at: ReadAt, @CurrentCaller() caller: Caller): Promise<Answer<YearProgress>> {
    return this.queries.execute(new YearProgressQuery(year, caller, at));
  }

  @Get('holdups')
  @ApiOperation({ summary: '卡在谁手上：承办单位、事项、时限、逾期的工作日' })
  @ApiRead()
  holdUps(
    @Param('year', WholeNumberPipe) year: number,
    @Query() office: OfficeFilter,
    @At() at: ReadAt,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer<readonly HoldUp[]>> {
    return this.queries.execute(new HoldUpsQuery(year, filtersOf(office), caller, at));
  }

  @Get('reminders')
  @ApiOperation({ summary: '催办：给各承办单位的现成文字' })
  @ApiRead()
  reminders(
    @Param('year', WholeNumberPipe) year: number,
    @Query() office: OfficeFilter,
    @At() at: ReadAt,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer<readonly Reminder[]>> {
    return this.queries.execute(new RemindersQuery(year, filtersOf(office), caller, at));
  }
}
