import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentCaller } from '#libs/access/nest';
import { EvidenceFolder, evidenceErrors } from '#libs/evidence';
import {
  type Answer,
  ApiCommand,
  ApiRead,
  At,
  CommandAnswerDto,
  type CommandEnvelope,
  Envelope,
  EventStream,
  filtersOf,
  plain,
  type ReadAt,
  toAnswer,
  wantsEventStream,
} from '#libs/http';
import type { Caller } from '#libs/kernel';
import { streamErrors, type SubmissionCommandInput } from '#libs/submission';
import type { TellStep } from '../checks/checked-workbooks.js';
import { SubmissionCommand } from '../commands/submission.command.js';
import { SubmissionQuery, SubmissionsQuery, type SubmissionSummary, type SubmissionView } from '../queries/queries.js';
import { SubmissionItems } from '../queries/submission-items.js';
import { AcceptSubmissionDto, ReceiveSubmissionDto, SubmissionsFilterDto, WithdrawSubmissionDto } from './submission.dto.js';

/** Workbooks delivered: received or rejected with every error, previewed, accepted, applied. */
@ApiTags('报送')
@Controller('submissions')
export class SubmissionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly items: SubmissionItems,
    private readonly evidence: EvidenceFolder,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: '报送一份已上传的工作簿：整份检查，有错误的只记为未收；Accept 为 text/event-stream 时先报读取和检查的进度' })
  @ApiProduces('application/json', 'text/event-stream')
  @ApiCommand()
  async receive(
    @Body() { kind, year, hash, name }: ReceiveSubmissionDto,
    @Envelope() envelope: CommandEnvelope,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const command = { type: 'ReceiveSubmission', kind, year, file: { hash, name } } as const;
    if (!wantsEventStream(request)) {
      response.json(await this.send(undefined, command, envelope));
      return;
    }
    const stream = EventStream.open(request, response);
    await stream.end(() => this.send(undefined, command, envelope, (step) => stream.send('progress', step)));
  }

  @Post(':id/acceptance')
  @HttpCode(200)
  @ApiOperation({ summary: '确认报送：按所见的预览办理；含更正的写明理由并附依据' })
  @ApiCommand()
  accept(@Param('id') id: string, @Body() body: AcceptSubmissionDto, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    return this.send(id, { type: 'AcceptSubmission', ...plain(body) }, envelope);
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @ApiOperation({ summary: '撤回未确认的报送' })
  @ApiCommand()
  withdraw(@Param('id') id: string, @Body() body: WithdrawSubmissionDto, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    return this.send(id, { type: 'WithdrawSubmission', ...plain(body) }, envelope);
  }

  @Get()
  @ApiOperation({ summary: '报送列表' })
  @ApiRead()
  list(
    @Query() query: SubmissionsFilterDto,
    @CurrentCaller() caller: Caller,
    @At() at: ReadAt,
  ): Promise<Answer<readonly SubmissionSummary[]>> {
    return this.queries.execute(new SubmissionsQuery(filtersOf(query), caller, at));
  }

  @Get(':id')
  @ApiOperation({ summary: '一份报送：状态、逐条错误，待确认时附对照账本现状的预览；文件已删除或读不出的写明原因（unreadable）' })
  @ApiRead()
  one(@Param('id') id: string, @CurrentCaller() caller: Caller, @At() at: ReadAt): Promise<Answer<SubmissionView>> {
    return this.queries.execute(new SubmissionQuery(id, caller, at));
  }

  @Get(':id/report')
  @ApiOperation({ summary: '标注错误的工作簿（有错误的报送）' })
  @ApiProduces('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  async report(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { data } = await this.queries.execute(new SubmissionQuery(id, caller));
    if (!('report' in data.head)) throw streamErrors.error('submission.noReport');
    // The report repeats the rows of the file.
    if (data.unreadable?.code === 'evidence.erased') throw evidenceErrors.error('evidence.erased', { hash: data.head.file.hash });
    const { hash, title } = data.head.report;
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(title)}`);
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    return new StreamableFile(await this.evidence.open(hash), { type });
  }

  @Get(':id/progress')
  @ApiOperation({ summary: '办理进度（server-sent events）：已办几份、共几份，直到办结' })
  @ApiProduces('text/event-stream')
  async progress(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @At() at: ReadAt,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.queries.execute(new SubmissionQuery(id, caller, at));
    const stream = EventStream.open(request, response);
    await stream.end(async () => {
      await this.items.follow(id, (applying) => stream.send('progress', applying), stream.signal);
      return this.queries.execute(new SubmissionQuery(id, caller));
    });
  }

  private async send(
    id: string | undefined,
    command: SubmissionCommandInput,
    envelope: CommandEnvelope,
    tell?: TellStep,
  ): Promise<CommandAnswerDto> {
    return toAnswer(
      await this.commands.execute(new SubmissionCommand({ ...(id === undefined ? {} : { id }), command, ...envelope }, tell)),
    );
  }
}
