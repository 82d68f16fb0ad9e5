import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type DossierCommandInput, dossierId, withoutFloats } from '#libs/dossier';
import { ApiCommand, CommandAnswerDto, type CommandEnvelope, Envelope, IfMatchVersion, toAnswer, WholeNumberPipe } from '#libs/http';
import { DossierCommand } from '../commands/dossier.command.js';
import {
  CorrectionDto,
  CorrectionRequestDto,
  ExplanationDto,
  ReturnDto,
  RevocationDto,
  SubmissionDto,
  VerificationDto,
  WaiverDto,
  WithdrawalDto,
} from '../dto/dossier.dto.js';

const ApiIfMatch = () => ApiHeader({ name: 'If-Match', required: true, description: '所针对的事实版本，例如 "2"；已不是当前版本则答 412' });

/** Commands on the facts of one park's year. */
@ApiTags('事实')
@ApiCommand()
@Controller('dossiers/:park/:year/facts/:metric')
export class FactsController {
  constructor(private readonly commands: CommandBus) {}

  @Post('submission')
  @HttpCode(200)
  @ApiOperation({ summary: '提交一项指标（首次，或撤回后再次）' })
  submit(
    @Param('park') park: string,
    @Param('year', WholeNumberPipe) year: number,
    @Param('metric') metric: string,
    @Body() { lines, note, documents }: SubmissionDto,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswerDto> {
    const content = {
      lines: plain(lines),
      ...(note === undefined ? {} : { note }),
      ...(documents ? { documents: documents.map((one) => ({ ...one })) } : {}),
    };
    return this.send(park, year, { type: 'SubmitFact', metric, ...content }, envelope);
  }

  @Post('correction')
  @HttpCode(200)
  @ApiOperation({ summary: '更正一个版本：写明理由、附证据，须重新核实' })
  @ApiIfMatch()
  correct(
    @Param('park') park: string,
    @Param('year', WholeNumberPipe) year: number,
    @Param('metric') metric: string,
    @IfMatchVersion() version: number,
    @Body() { lines, note, documents, reason }: CorrectionDto,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswerDto> {
    const content = {
      lines: plain(lines),
      reason,
      documents: documents.map((one) => ({ ...one })),
      ...(note === undefined ? {} : { note }),
    };
    return this.send(park, year, { type: 'CorrectFact', metric, version, ...content }, envelope);
  }

  @Post('explanation')
  @HttpCode(200)
  @ApiOperation({ summary: '书面说明一个版本较上年变动的原因' })
  @ApiIfMatch()
  explain(
    @Param('park') park: string,
    @Param('year', WholeNumberPipe) year: number,
    @Param('metric') metric: string,
    @IfMatchVersion() version: number,
    @Body() { text, documents }: ExplanationDto,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswerDto> {
    const attached = documents ? { documents: documents.map((one) => ({ ...one })) } : {};
    return this.send(park, year, { type: 'ExplainChange', metric, version, text, ...attached }, envelope);
  }

  @Post('correction-request')
  @HttpCode(200)
  @ApiOperation({ summary: '申请更正一个版本：档案已关闭，或时限已过' })
  @ApiIfMatch()
  requestCorrection(
    @Param('park') park: string,
    @Param('year', WholeNumberPipe) year: number,
    @Param('metric') metric: string,
    @IfMatchVersion() version: number,
    @Body() { reason, documents }: CorrectionRequestDto,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswerDto> {
    const content = { reason, documents: documents.map((one) => ({ ...one })) };
    return this.send(park, year, { type: 'RequestCorrection', metric, version, ...content }, envelope);
  }

  @Post('withdrawal')
  @HttpCode(200)
  @ApiOperation({ summary: '撤回一个版本' })
  @ApiIfMatch()
  withdraw(
    @Param('park') park: string,
    @Param('year', WholeNumberPipe) year: number,
    @Param('metric') metric: string,
    @IfMatchVersion() version: number,
    @Body() { reason }: WithdrawalDto,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswerDto> {
    return this.send(park, year, { type: 'WithdrawFact', metric, version, reason }, envelope);
  }

  @Post('verification')
  @HttpCode(200)
  @ApiOperation({ summary: '核实一个版本：每一行一个结论，由另一人作出' })
  @ApiIfMatch()
  verify(
    @Param('park') park: string,
    @Param('year', WholeNumberPipe) year: number,
    @Param('metric') metric: string,
    @IfMatchVersion() version: number,
    @Body() { verdicts }: VerificationDto,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswerDto> {
    return this.send(park, year, { type: 'VerifyFact', metric, version, verdicts: verdicts.map((one) => ({ ...one })) }, envelope);
  }

  @Post('return')
  @HttpCode(200)
  @ApiOperation({ summary: '整项退回一个版本' })
  @ApiIfMatch()
  giveBack(
    @Param('park') park: string,
    @Param('year', WholeNumberPipe) year: number,
    @Param('metric') metric: string,
    @IfMatchVersion() version: number,
    @Body() { reason }: ReturnDto,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswerDto> {
    return this.send(park, year, { type: 'ReturnFact', metric, version, reason }, envelope);
  }

  @Post('waiver')
  @HttpCode(200)
  @ApiOperation({ summary: '专班豁免一项未提交的指标（R45）' })
  waive(
    @Param('park') park: string,
    @Param('year', WholeNumberPipe) year: number,
    @Param('metric') metric: string,
    @Body() { kind, reason, document }: WaiverDto,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswerDto> {
    return this.send(park, year, { type: 'WaiveFact', metric, kind, reason, ...(document ? { document: { ...document } } : {}) }, envelope);
  }

  @Post('waiver-revocation')
  @HttpCode(200)
  @ApiOperation({ summary: '专班收回豁免' })
  revoke(
    @Param('park') park: string,
    @Param('year', WholeNumberPipe) year: number,
    @Param('metric') metric: string,
    @Body() { kind, reason }: RevocationDto,
    @Envelope() envelope: CommandEnvelope,
  ): Promise<CommandAnswerDto> {
    return this.send(park, year, { type: 'RevokeWaiver', metric, kind, reason }, envelope);
  }

  private async send(park: string, year: number, command: DossierCommandInput, envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    return toAnswer(await this.commands.execute(new DossierCommand({ id: dossierId({ park, year }), command, ...envelope })));
  }
}

function plain(lines: readonly unknown[]): unknown[] {
  return withoutFloats(lines) as unknown[];
}
