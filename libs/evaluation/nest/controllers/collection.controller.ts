import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { EvaluationCommand } from '#libs/evaluation';
import { ApiCommand, CommandAnswerDto, type CommandEnvelope, Envelope, toAnswer, WholeNumberPipe, plain } from '#libs/http';
import { EvaluationStreamCommand } from '../commands/commands.js';
import {
  CloseCollectionDto,
  KeepEditionDto,
  OpenEvaluationDto,
  ReasonDto,
  ReopenEvaluationDto,
  RequestScoringDto,
} from '../dto/evaluation.dto.js';

/** Opening, closing and reopening a year: commands only. */
@ApiTags('评价')
@Controller('evaluations/:year')
export class CollectionController {
  constructor(private readonly commands: CommandBus) {}

  @Post('opening')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '启动评价（专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  open(@Param('year', WholeNumberPipe) year: number, @Body() body: OpenEvaluationDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(year, { type: 'OpenEvaluation', year, ...plain(body) }, envelope);
  }

  @Post('closing')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '截止采集（专班）：有阻塞项则全部列出' })
  @ApiOkResponse({ type: CommandAnswerDto })
  close(@Param('year', WholeNumberPipe) year: number, @Body() body: CloseCollectionDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(year, { type: 'CloseCollection', ...plain(body) }, envelope);
  }

  @Post('closing/abandonment')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '放弃截止（专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  abandon(@Param('year', WholeNumberPipe) year: number, @Body() body: ReasonDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(year, { type: 'AbandonClosing', ...plain(body) }, envelope);
  }

  @Post('assessment-lock')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '锁定专班核定的事实（专班，R44）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  lock(@Param('year', WholeNumberPipe) year: number, @Envelope() envelope: CommandEnvelope) {
    return this.send(year, { type: 'LockAssessment' }, envelope);
  }

  @Post('scoring')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '要求重新计分（专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  score(@Param('year', WholeNumberPipe) year: number, @Body() body: RequestScoringDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(year, { type: 'RequestScoring', ...plain(body) }, envelope);
  }

  @Post('reopening')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '重启评价，退回档案更正（专班，R42）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  reopen(@Param('year', WholeNumberPipe) year: number, @Body() body: ReopenEvaluationDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(year, { type: 'ReopenEvaluation', ...plain(body) }, envelope);
  }

  @Post('edition-kept')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '维持本版（专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  keep(@Param('year', WholeNumberPipe) year: number, @Body() body: KeepEditionDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(year, { type: 'KeepEdition', ...plain(body) }, envelope);
  }

  private async send(year: number, command: EvaluationCommand, envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    return toAnswer(await this.commands.execute(new EvaluationStreamCommand({ id: String(year), command, ...envelope })));
  }
}
