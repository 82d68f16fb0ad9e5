import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { forbidden } from '#libs/access';
import { CurrentCaller } from '#libs/access/nest';
import { Ledger, ReadModels } from '#libs/event-sourcing';
import { ApiCommand, ApiRead, At, type CommandAnswerDto, type CommandEnvelope, Envelope, type ReadAt, toAnswer, toRead } from '#libs/http';
import type { Caller, Role } from '#libs/kernel';
import { ledgerRouteErrors as errors } from './errors.js';
import { EventReader } from './event-reader.js';
import { LedgerStreamCommand } from './ledger.command.js';
import { ClockErrorDto, MoveSampleClockDto } from './ledger.dto.js';

/** Raw events hold the lines that are confidential (税收征管法 第8条): the task force and auditors only. */
const rawReaders: readonly Role[] = ['taskForce', 'auditor'];
const MOST_EVENTS = 500;

@ApiTags('账本')
@Controller()
export class LedgerController {
  constructor(
    private readonly commands: CommandBus,
    private readonly events: EventReader,
    private readonly reads: ReadModels,
    private readonly ledger: Ledger,
  ) {}

  @Get('ledger')
  @ApiOperation({ summary: '账本是谁的、正式还是示例、记到哪里' })
  @ApiRead()
  async about(@At() at: ReadAt): Promise<unknown> {
    const { ledgerId, jurisdiction, logOrigin, sample, format, keys, clock } = this.ledger;
    const { value: events, ...point } = await this.reads.query((_db, index) => index + 1, at);
    return { data: { ledgerId, jurisdiction, logOrigin, sample, format, keyIds: keys.ids, events, now: clock.now() }, ...point };
  }

  @Get('ledger/events')
  @ApiOperation({ summary: '日志：从某一序号起的事件' })
  @ApiQuery({ name: 'from', required: false })
  @ApiQuery({ name: 'limit', required: false, description: `至多 ${MOST_EVENTS}` })
  @ApiRead()
  async log(@CurrentCaller() caller: Caller, @At() at: ReadAt, @Query('from') from = '0', @Query('limit') limit = '100'): Promise<unknown> {
    this.assertRole(caller, rawReaders);
    return toRead(await this.events.log(integer('from', from), Math.min(integer('limit', limit), MOST_EVENTS), at));
  }

  @Get('ledger/events/:id')
  @ApiOperation({ summary: '一个事件' })
  @ApiRead()
  async event(@CurrentCaller() caller: Caller, @Param('id') id: string, @At() at: ReadAt): Promise<unknown> {
    this.assertRole(caller, rawReaders);
    return toRead(await this.events.event(id, at));
  }

  @Get('streams/:stream')
  @ApiOperation({ summary: '任一对象的事件流（园区、档案、评价、奖励……）' })
  @ApiRead()
  async stream(@CurrentCaller() caller: Caller, @Param('stream') stream: string, @At() at: ReadAt): Promise<unknown> {
    this.assertRole(caller, rawReaders);
    return toRead(await this.events.stream(stream, at));
  }

  @Post('ledger/clock-errors')
  @HttpCode(200)
  @ApiOperation({ summary: '记明某一事件的记录时间有误：不再用于 asOf' })
  @ApiCommand()
  async clockError(@Body() { index, eventId, reason }: ClockErrorDto, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    return toAnswer(await this.commands.execute(new LedgerStreamCommand({ type: 'RecordClockError', index, eventId, reason }, envelope)));
  }

  @Post('sample/clock')
  @HttpCode(200)
  @ApiOperation({ summary: '把示例账本的模拟时钟拨到以后（仅示例账本）' })
  @ApiCommand()
  async moveClock(@Body() { to }: MoveSampleClockDto, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    const command = { type: 'MoveSampleClock', to: new Date(to).toISOString() } as const;
    return toAnswer(await this.commands.execute(new LedgerStreamCommand(command, envelope)));
  }

  @Post('ledger/rebuild')
  @HttpCode(200)
  @ApiOperation({ summary: '在旁重建全部读模型，建成后替换；其间查询不受影响' })
  async rebuild(@CurrentCaller() caller: Caller): Promise<unknown> {
    this.assertRole(caller, ['admin', 'auditor']);
    await this.reads.rebuild();
    return { data: { file: this.reads.status.file } };
  }

  private assertRole(caller: Caller, allowed: readonly Role[]): void {
    if (!allowed.includes(caller.role)) throw forbidden(caller.role);
  }
}

function integer(name: string, text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw errors.error('ledger.page', { name });
  return Number.parseInt(text, 10);
}
