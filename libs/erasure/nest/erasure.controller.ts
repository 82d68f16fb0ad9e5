import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '#libs/access/nest';
import type { ErasureCommandInput } from '#libs/erasure';
import { type Answer, ApiCommand, ApiRead, At, CommandAnswerDto, type CommandEnvelope, Envelope, type ReadAt, toAnswer } from '#libs/http';
import type { Caller } from '#libs/kernel';
import { ErasureCommand } from './erasure.command.js';
import { DropErasureDto, ProposeEvidenceErasureDto, ProposePersonalErasureDto } from './erasure.dto.js';
import { ErasuresQuery, type ErasureView } from './erasures.query.js';

/** Erasures: proposed by one person, confirmed by another; the event stays, the key goes. */
@ApiTags('个人信息删除')
@Controller('erasures')
export class ErasureController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiOperation({ summary: '删除事项：待核准的、已执行的、不予删除的' })
  @ApiRead()
  list(@CurrentCaller() caller: Caller, @At() at: ReadAt): Promise<Answer<readonly ErasureView[]>> {
    return this.queries.execute(new ErasuresQuery(caller, at));
  }

  @Post('personal')
  @HttpCode(200)
  @ApiOperation({ summary: '提出删除一个主体的个人信息（联系人、个体工商户名称）' })
  @ApiCommand()
  personal(@Body() body: ProposePersonalErasureDto, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    const { subject, data, ground, reason, document } = body;
    const target = { kind: 'personal', subject, data } as const;
    return this.send({ type: 'ProposeErasure', target, ground, reason, document: { ...document } }, envelope);
  }

  @Post('evidence')
  @HttpCode(200)
  @ApiOperation({ summary: '提出删除一份证据文件' })
  @ApiCommand()
  evidence(@Body() body: ProposeEvidenceErasureDto, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    const { hash, ground, reason, document } = body;
    return this.send({ type: 'ProposeErasure', target: { kind: 'evidence', hash }, ground, reason, document: { ...document } }, envelope);
  }

  @Post(':erasure/confirmation')
  @HttpCode(200)
  @ApiOperation({ summary: '核准删除（须为提出人以外的另一人）：密钥随即销毁，不可恢复' })
  @ApiCommand()
  confirm(@Param('erasure') erasure: string, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    return this.send({ type: 'ConfirmErasure', erasure }, envelope);
  }

  @Post(':erasure/dropping')
  @HttpCode(200)
  @ApiOperation({ summary: '不予删除：撤回或驳回提议' })
  @ApiCommand()
  drop(@Param('erasure') erasure: string, @Body() body: DropErasureDto, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    return this.send({ type: 'DropErasure', erasure, reason: body.reason }, envelope);
  }

  private async send(command: ErasureCommandInput, envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    return toAnswer(await this.commands.execute(new ErasureCommand({ command, ...envelope })));
  }
}
