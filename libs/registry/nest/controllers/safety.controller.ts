import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, CommandAnswerDto, Envelope, toAnswer, plain } from '#libs/http';
import type { CommandEnvelope } from '#libs/http';
import type { ParkCommandInput } from '#libs/registry';
import { ParkCommand } from '../commands/commands.js';
import {
  ClearNestedDto,
  ConfirmNestedDto,
  DismissNestedDto,
  GradeAccidentDto,
  ProveFalseEvidenceDto,
  RecordAccidentDto,
  ReportNestedDto,
  RevokeFalseEvidenceDto,
  StateAccidentsDto,
  StrikeAccidentDto,
} from '../dto/safety.dto.js';

@ApiTags('一票否决')
@Controller('parks')
export class SafetyController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':park/nested-reports')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '报告厂中厂、园中园（县区）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  reportNested(@Param('park') park: string, @Body() body: ReportNestedDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(park, { type: 'ReportNestedPark', ...plain(body) }, envelope);
  }

  @Post(':park/nested-reports/:report/confirmation')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '核实属实（经信）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  confirmNested(
    @Param('park') park: string,
    @Param('report') report: string,
    @Body() body: ConfirmNestedDto,
    @Envelope() envelope: CommandEnvelope,
  ) {
    return this.send(park, { type: 'ConfirmNestedPark', report, ...plain(body) }, envelope);
  }

  @Post(':park/nested-reports/:report/dismissal')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '核实不属实（经信）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  dismissNested(
    @Param('park') park: string,
    @Param('report') report: string,
    @Body() body: DismissNestedDto,
    @Envelope() envelope: CommandEnvelope,
  ) {
    return this.send(park, { type: 'DismissNestedPark', report, ...plain(body) }, envelope);
  }

  @Post(':park/nested-reports/:report/clearance')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '整改销号（经信）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  clearNested(
    @Param('park') park: string,
    @Param('report') report: string,
    @Body() body: ClearNestedDto,
    @Envelope() envelope: CommandEnvelope,
  ) {
    return this.send(park, { type: 'ClearNestedPark', report, ...plain(body) }, envelope);
  }

  @Post(':park/accidents')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '登记事故，未定级不填等级（应急管理）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  recordAccident(@Param('park') park: string, @Body() body: RecordAccidentDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(park, { type: 'RecordAccident', severity: null, ...plain(body) }, envelope);
  }

  @Post(':park/accidents/:accident/grading')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '按官方报告定级或更正等级（应急管理）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  gradeAccident(
    @Param('park') park: string,
    @Param('accident') accident: string,
    @Body() body: GradeAccidentDto,
    @Envelope() envelope: CommandEnvelope,
  ) {
    return this.send(park, { type: 'GradeAccident', accident, ...plain(body) }, envelope);
  }

  @Post(':park/accidents/:accident/strike')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '撤销登记有误的事故（应急管理）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  strikeAccident(
    @Param('park') park: string,
    @Param('accident') accident: string,
    @Body() body: StrikeAccidentDto,
    @Envelope() envelope: CommandEnvelope,
  ) {
    return this.send(park, { type: 'StrikeAccident', accident, ...plain(body) }, envelope);
  }

  @Post(':park/accident-statements')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '年度事故情况说明：列明或没有（应急管理）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  stateAccidents(@Param('park') park: string, @Body() body: StateAccidentsDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(park, { type: 'StateAccidents', ...plain(body) }, envelope);
  }

  @Post(':park/false-evidence')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '认定弄虚作假（专班，R25）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  proveFalseEvidence(@Param('park') park: string, @Body() body: ProveFalseEvidenceDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(park, { type: 'ProveFalseEvidence', ...plain(body) }, envelope);
  }

  @Post(':park/false-evidence/:finding/revocation')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '撤销弄虚作假认定（专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  revokeFalseEvidence(
    @Param('park') park: string,
    @Param('finding') finding: string,
    @Body() body: RevokeFalseEvidenceDto,
    @Envelope() envelope: CommandEnvelope,
  ) {
    return this.send(park, { type: 'RevokeFalseEvidence', finding, ...plain(body) }, envelope);
  }

  private async send(id: string, command: ParkCommandInput, envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    return toAnswer(await this.commands.execute(new ParkCommand({ id, command, ...envelope })));
  }
}
