import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '#libs/access/nest';
import { type Clash, type DossierCommandInput, dossierId, type DossierUse } from '#libs/dossier';
import {
  type Answer,
  ApiCommand,
  ApiRead,
  At,
  CommandAnswerDto,
  type CommandEnvelope,
  Envelope,
  IfMatchVersion,
  type ReadAt,
  toAnswer,
  WholeNumberPipe,
} from '#libs/http';
import type { Caller } from '#libs/kernel';
import { DossierCommand } from '../commands/dossier.command.js';
import { CorrectionDecisionDto, CountyReviewDto, DeclarationDto } from '../dto/dossier.dto.js';
import {
  BlockersQuery,
  type BlockersView,
  ClashesQuery,
  DossierQuery,
  type DossierView,
  FactQuery,
  type FactHistory,
  MeasuresQuery,
  type MeasuresView,
  type Progress,
  ProgressQuery,
} from '../queries/queries.js';

/** One park's year: its road and its reads. */
@ApiTags('档案')
@Controller('dossiers/:park/:year')
export class DossiersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @HttpCode(201)
  @ApiOperation({ summary: '专班建立档案（首次提交事实时也自动建立）' })
  @ApiCommand()
  open(
    @Param('park') park: string,
    @Param('year', WholeNumberPipe) year: number,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswerDto> {
    return this.send(park, year, { type: 'OpenDossier' }, envelope);
  }

  @Post('roster-freeze')
  @HttpCode(200)
  @ApiOperation({ summary: '冻结已核实的园内企业名单' })
  @ApiCommand()
  @ApiHeader({ name: 'If-Match', required: true, description: '名单的版本' })
  freeze(
    @Param('park') park: string,
    @Param('year', WholeNumberPipe) year: number,
    @IfMatchVersion() version: number,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswerDto> {
    return this.send(park, year, { type: 'FreezeRoster', version }, envelope);
  }

  @Post('declaration')
  @HttpCode(200)
  @ApiOperation({ summary: '园区签署申报' })
  @ApiCommand()
  declare(
    @Param('park') park: string,
    @Param('year', WholeNumberPipe) year: number,
    @Body() { commitment }: DeclarationDto,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswerDto> {
    return this.send(park, year, { type: 'DeclareDossier', ...(commitment ? { commitment: { ...commitment } } : {}) }, envelope);
  }

  @Post('county-review')
  @HttpCode(200)
  @ApiOperation({ summary: '县区（开发区）初审' })
  @ApiCommand()
  review(
    @Param('park') park: string,
    @Param('year', WholeNumberPipe) year: number,
    @Body() { opinion, text }: CountyReviewDto,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswerDto> {
    return this.send(park, year, { type: 'ReviewDossier', opinion, text }, envelope);
  }

  @Post('correction-requests/:request/decision')
  @HttpCode(200)
  @ApiOperation({ summary: '专班对更正申请的决定' })
  @ApiCommand()
  decideCorrection(
    @Param('park') park: string,
    @Param('year', WholeNumberPipe) year: number,
    @Param('request') request: string,
    @Body() { granted, reason, document, reopens }: CorrectionDecisionDto,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswerDto> {
    const more = { ...(document ? { document: { ...document } } : {}), ...(reopens === undefined ? {} : { reopens }) };
    return this.send(park, year, { type: 'DecideCorrection', request, granted, reason, ...more }, envelope);
  }

  @Get()
  @ApiOperation({ summary: '园区某年度的档案：各项事实、申报、初审、关闭情况' })
  @ApiRead()
  dossier(
    @Param('park') park: string,
    @Param('year', WholeNumberPipe) year: number,
    @At() at: ReadAt,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer<DossierView>> {
    return this.queries.execute(new DossierQuery({ park, year }, caller, at));
  }

  @Get('facts/:metric')
  @ApiOperation({ summary: '一项事实：全部版本与经过' })
  @ApiRead()
  fact(
    @Param('park') park: string,
    @Param('year', WholeNumberPipe) year: number,
    @Param('metric') metric: string,
    @At() at: ReadAt,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer<FactHistory>> {
    return this.queries.execute(new FactQuery({ park, year }, metric, caller, at));
  }

  @Get('blockers')
  @ApiOperation({ summary: '档案尚不能关闭的原因（use：year 本年度，base 作为下一年度的基期）' })
  @ApiQuery({ name: 'use', required: false, enum: ['year', 'base'] })
  @ApiRead()
  blockers(
    @Param('park') park: string,
    @Param('year', WholeNumberPipe) year: number,
    @Query('use') use: string | undefined,
    @At() at: ReadAt,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer<BlockersView>> {
    const asked: DossierUse = use === 'base' ? 'base' : 'year';
    return this.queries.execute(new BlockersQuery({ park, year }, asked, caller, at));
  }

  @Get('measures')
  @ApiOperation({ summary: '由已核实的行算出的各项指标值' })
  @ApiRead()
  measures(
    @Param('park') park: string,
    @Param('year', WholeNumberPipe) year: number,
    @At() at: ReadAt,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer<MeasuresView>> {
    return this.queries.execute(new MeasuresQuery({ park, year }, caller, at));
  }

  private async send(park: string, year: number, command: DossierCommandInput, envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    return toAnswer(await this.commands.execute(new DossierCommand({ id: dossierId({ park, year }), command, ...envelope })));
  }
}

/** Over all parks of a year. */
@ApiTags('档案')
@Controller()
export class CollectionController {
  constructor(private readonly queries: QueryBus) {}

  @Get('progress/:year')
  @ApiOperation({ summary: '进度矩阵：园区 × 指标' })
  @ApiRead()
  progress(@Param('year', WholeNumberPipe) year: number, @At() at: ReadAt, @CurrentCaller() caller: Caller): Promise<Answer<Progress>> {
    return this.queries.execute(new ProgressQuery(year, caller, at));
  }

  @Get('clashes/:year')
  @ApiOperation({ summary: '园区之间的冲突（R5）：同一证书、同一企业同一期间、份额超过 100%' })
  @ApiRead()
  clashes(
    @Param('year', WholeNumberPipe) year: number,
    @At() at: ReadAt,
    @CurrentCaller() caller: Caller,
  ): Promise<Answer<readonly Clash[]>> {
    return this.queries.execute(new ClashesQuery(year, caller, at));
  }
}
