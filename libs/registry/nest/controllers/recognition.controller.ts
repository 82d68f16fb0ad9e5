import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, CommandAnswerDto, Envelope, toAnswer, plain } from '#libs/http';
import type { CommandEnvelope } from '#libs/http';
import type { ParkCommandInput } from '#libs/registry';
import { ParkCommand } from '../commands/commands.js';
import { ApplyForRecognitionDto, RecogniseParkDto, RefuseRecognitionDto, WithdrawRecognitionDto } from '../dto/recognition.dto.js';

@ApiTags('认定')
@Controller('parks')
export class RecognitionController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':park/recognition/application')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '申请认定，逐项事实各附证据（县区、园区）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  apply(@Param('park') park: string, @Body() body: ApplyForRecognitionDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(park, { type: 'ApplyForRecognition', ...plain(body) }, envelope);
  }

  @Post(':park/recognition')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '认定；有不满足的条件时逐项列出并拒绝（专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  recognise(@Param('park') park: string, @Body() body: RecogniseParkDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(park, { type: 'RecognisePark', ...plain(body) }, envelope);
  }

  @Post(':park/recognition/refusal')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '不予认定，列明每一项不满足的条件（专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  refuse(@Param('park') park: string, @Body() body: RefuseRecognitionDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(park, { type: 'RefuseRecognition', ...plain(body) }, envelope);
  }

  @Post(':park/recognition/withdrawal')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '撤销认定（专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  withdraw(@Param('park') park: string, @Body() body: WithdrawRecognitionDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(park, { type: 'WithdrawRecognition', ...plain(body) }, envelope);
  }

  private async send(id: string, command: ParkCommandInput, envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    return toAnswer(await this.commands.execute(new ParkCommand({ id, command, ...envelope })));
  }
}
