import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { EvaluationCommand } from '#libs/evaluation';
import { ApiCommand, CommandAnswerDto, type CommandEnvelope, Envelope, toAnswer, WholeNumberPipe, plain } from '#libs/http';
import { EvaluationStreamCommand } from '../commands/commands.js';
import {
  AnswerObjectionDto,
  ApproveResultsDto,
  AssignObjectionDto,
  ConfirmTierCountDto,
  FinaliseResultsDto,
  LodgeObjectionDto,
  NoticeProofDto,
  PlanSiteChecksDto,
  PublishNoticeDto,
  RecordMeetingDto,
  RecordSiteCheckDto,
  ResolveObjectionDto,
  RuleTieDto,
} from '../dto/evaluation.dto.js';

/** Ties, site checks, notice, objections, approval and finalising: commands only. */
@ApiTags('评价结果')
@Controller('evaluations/:year')
export class ReviewController {
  constructor(private readonly commands: CommandBus) {}

  @Post('tie-rulings')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '裁定并列（专班，R34t）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  ruleTie(@Param('year', WholeNumberPipe) year: number, @Body() body: RuleTieDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(year, { type: 'RuleTie', ...plain(body) }, envelope);
  }

  @Post('tier-count')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '确认 A 档数量（专班，R34）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  confirmTierCount(@Param('year', WholeNumberPipe) year: number, @Body() body: ConfirmTierCountDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(year, { type: 'ConfirmTierCount', ...plain(body) }, envelope);
  }

  @Post('site-checks')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '安排现场核查（专班，R28）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  planSiteChecks(@Param('year', WholeNumberPipe) year: number, @Body() body: PlanSiteChecksDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(year, { type: 'PlanSiteChecks', ...plain(body) }, envelope);
  }

  @Post('site-checks/:park')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '登记现场核查结论（专班、县区）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  recordSiteCheck(
    @Param('year', WholeNumberPipe) year: number,
    @Param('park') park: string,
    @Body() body: RecordSiteCheckDto,
    @Envelope() envelope: CommandEnvelope,
  ) {
    return this.send(year, { type: 'RecordSiteCheck', park, ...plain(body) }, envelope);
  }

  @Post('meetings')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '登记会议（专班，R26）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  recordMeeting(@Param('year', WholeNumberPipe) year: number, @Body() body: RecordMeetingDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(year, { type: 'RecordMeeting', ...plain(body) }, envelope);
  }

  @Post('notice')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '公示（专班，R43）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  publishNotice(@Param('year', WholeNumberPipe) year: number, @Body() body: PublishNoticeDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(year, { type: 'PublishNotice', ...plain(body) }, envelope);
  }

  @Post('notice/proofs')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '登记公示证明（专班，R43）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  recordNoticeProof(@Param('year', WholeNumberPipe) year: number, @Body() body: NoticeProofDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(year, { type: 'RecordNoticeProof', ...plain(body) }, envelope);
  }

  @Post('notice/conclusion')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '登记公示情况：期满后记下收到的异议件数，无异议的也要登记（专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  concludeNotice(@Param('year', WholeNumberPipe) year: number, @Envelope() envelope: CommandEnvelope) {
    return this.send(year, { type: 'ConcludeNotice' }, envelope);
  }

  @Post('objections')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '提出异议（园区；专班代录）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  lodgeObjection(@Param('year', WholeNumberPipe) year: number, @Body() body: LodgeObjectionDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(year, { type: 'LodgeObjection', ...plain(body) }, envelope);
  }

  @Post('objections/:objection/assignment')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '交办异议（专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  assignObjection(
    @Param('year', WholeNumberPipe) year: number,
    @Param('objection') objection: string,
    @Body() body: AssignObjectionDto,
    @Envelope() envelope: CommandEnvelope,
  ) {
    return this.send(year, { type: 'AssignObjection', objection, ...plain(body) }, envelope);
  }

  @Post('objections/:objection/answer')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '核实答复交办的异议（承办单位）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  answerObjection(
    @Param('year', WholeNumberPipe) year: number,
    @Param('objection') objection: string,
    @Body() body: AnswerObjectionDto,
    @Envelope() envelope: CommandEnvelope,
  ) {
    return this.send(year, { type: 'AnswerObjection', objection, ...plain(body) }, envelope);
  }

  @Post('objections/:objection/resolution')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '答复异议（专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  resolveObjection(
    @Param('year', WholeNumberPipe) year: number,
    @Param('objection') objection: string,
    @Body() body: ResolveObjectionDto,
    @Envelope() envelope: CommandEnvelope,
  ) {
    return this.send(year, { type: 'ResolveObjection', objection, ...plain(body) }, envelope);
  }

  @Post('approval')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '登记批准（专班，R26）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  approve(@Param('year', WholeNumberPipe) year: number, @Body() body: ApproveResultsDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(year, { type: 'ApproveResults', ...plain(body) }, envelope);
  }

  @Post('finalisation')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '定案（专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  finalise(@Param('year', WholeNumberPipe) year: number, @Body() body: FinaliseResultsDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(year, { type: 'FinaliseResults', ...plain(body) }, envelope);
  }

  private async send(year: number, command: EvaluationCommand, envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    return toAnswer(await this.commands.execute(new EvaluationStreamCommand({ id: String(year), command, ...envelope })));
  }
}
