import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '#libs/access/nest';
import { ApiRead, At, type ReadAt, WholeNumberPipe, plain } from '#libs/http';
import { evaluationErrors as errors } from '#libs/evaluation';
import type { Caller } from '#libs/kernel';
import { WhatIfDto } from '../dto/evaluation.dto.js';
import {
  BlockersQuery,
  CompareQuery,
  EvaluationQuery,
  EvaluationsQuery,
  RankingQuery,
  SheetQuery,
  WhatIfQuery,
  type WhatIfRequest,
  WhyQuery,
} from '../queries/queries.js';

const EditionQuery = (): MethodDecorator => ApiQuery({ name: 'edition', required: false, description: '版次；不填为可见的最新结果' });

/** Everything that is read of evaluations: state, blockers, ranking, sheets, why, comparison, what-if. */
@ApiTags('评价结果')
@Controller('evaluations')
export class ResultsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiRead()
  @ApiOperation({ summary: '各年度评价' })
  list(@At() at: ReadAt) {
    return this.queries.execute(new EvaluationsQuery(at));
  }

  @Get(':year')
  @ApiRead()
  @ApiOperation({ summary: '评价的状态' })
  state(@Param('year', WholeNumberPipe) year: number, @CurrentCaller() caller: Caller, @At() at: ReadAt) {
    return this.queries.execute(new EvaluationQuery(year, caller, at));
  }

  @Get(':year/blockers')
  @ApiRead()
  @ApiOperation({ summary: '截止采集的全部阻塞项（按账本现状计算，不支持 asOf）' })
  blockers(
    @Param('year', WholeNumberPipe) year: number,
    @CurrentCaller() caller: Caller,
    @At() at: ReadAt,
    @Query('resultDay') resultDay?: string,
  ) {
    this.demandNow(at);
    return this.queries.execute(new BlockersQuery(year, caller, resultDay));
  }

  @Get(':year/ranking')
  @ApiRead()
  @EditionQuery()
  @ApiOperation({ summary: '排名：某一版，或可见的最新结果' })
  ranking(
    @Param('year', WholeNumberPipe) year: number,
    @CurrentCaller() caller: Caller,
    @At() at: ReadAt,
    @Query('edition') edition?: string,
  ) {
    return this.queries.execute(new RankingQuery(year, caller, editionOf(year, edition), at));
  }

  @Get(':year/parks/:park/sheet')
  @ApiRead()
  @EditionQuery()
  @ApiOperation({ summary: '计分底稿：带摘要的底稿与其文字说明' })
  sheet(
    @Param('year', WholeNumberPipe) year: number,
    @Param('park') park: string,
    @CurrentCaller() caller: Caller,
    @At() at: ReadAt,
    @Query('edition') edition?: string,
  ) {
    return this.queries.execute(new SheetQuery(resultOf(year, park, edition), caller, at));
  }

  @Get(':year/parks/:park/why')
  @ApiRead()
  @EditionQuery()
  @ApiOperation({ summary: '追溯：得分 → 公式 → 事实 → 事件（谁、何时）→ 文件与行；附重算摘要' })
  why(
    @Param('year', WholeNumberPipe) year: number,
    @Param('park') park: string,
    @CurrentCaller() caller: Caller,
    @At() at: ReadAt,
    @Query('edition') edition?: string,
  ) {
    return this.queries.execute(new WhyQuery(resultOf(year, park, edition), caller, at));
  }

  @Get(':year/comparison')
  @ApiRead()
  @ApiOperation({ summary: '两版对比：每处变化的原因' })
  compare(
    @Param('year', WholeNumberPipe) year: number,
    @Query('before', WholeNumberPipe) before: number,
    @Query('after', WholeNumberPipe) after: number,
    @CurrentCaller() caller: Caller,
    @At() at: ReadAt,
  ) {
    this.demandNow(at);
    return this.queries.execute(new CompareQuery(year, before, after, caller));
  }

  @Post(':year/what-if')
  @HttpCode(200)
  @ApiRead()
  @ApiOperation({ summary: '推演：不写账本（R44 锁定前封存）' })
  whatIf(@Param('year', WholeNumberPipe) year: number, @Body() body: WhatIfDto, @CurrentCaller() caller: Caller) {
    const { edition, now, ...changes } = plain(body);
    const base: WhatIfRequest['base'] = edition === undefined ? { now: now ?? 'verified' } : { edition };
    return this.queries.execute(new WhatIfQuery(year, { base, ...changes }, caller));
  }

  private demandNow({ asOf }: ReadAt): void {
    if (asOf !== undefined) throw errors.error('evaluation.readNotAsOf');
  }
}

function editionOf(year: number, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw errors.error('evaluation.editionUnknown', { year, edition: text });
  return Number.parseInt(text, 10);
}

function resultOf(year: number, park: string, edition: string | undefined) {
  const known = editionOf(year, edition);
  return { year, park, ...(known === undefined ? {} : { edition: known }) };
}
