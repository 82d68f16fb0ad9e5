import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '#libs/access/nest';
import type { AwardCommand } from '#libs/evaluation';
import { awardId } from '#libs/evaluation';
import {
  ApiCommand,
  ApiRead,
  At,
  CommandAnswerDto,
  type CommandEnvelope,
  Envelope,
  Flag,
  type ReadAt,
  toAnswer,
  WholeNumberPipe,
  plain,
} from '#libs/http';
import type { Caller } from '#libs/kernel';
import { AwardStreamCommand } from '../commands/commands.js';
import { DecideAdjustmentDto, PayAwardDto, ReportUseDto } from '../dto/award.dto.js';
import { AwardsQuery } from '../queries/queries.js';

/** Awards, their adjustments (补发、追回), payments and use. */
@ApiTags('奖励')
@Controller('awards/:year')
export class AwardsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @ApiRead()
  @ApiQuery({ name: 'park', required: false })
  @ApiQuery({ name: 'pending', required: false, enum: ['true', 'false'], description: 'true：只列待决定的调整' })
  @ApiOperation({ summary: '一个年度的奖励与待决定的调整' })
  list(
    @Param('year', WholeNumberPipe) year: number,
    @CurrentCaller() caller: Caller,
    @At() at: ReadAt,
    @Flag('pending') pending: boolean,
    @Query('park') park?: string,
  ) {
    const filter = { year, ...(park === undefined ? {} : { park }), ...(pending ? { pending } : {}) };
    return this.queries.execute(new AwardsQuery(filter, caller, at));
  }

  @Post(':park/adjustment-decision')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '决定补发或追回（专班，R42）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  decide(
    @Param('year', WholeNumberPipe) year: number,
    @Param('park') park: string,
    @Body() body: DecideAdjustmentDto,
    @Envelope() envelope: CommandEnvelope,
  ) {
    return this.send(year, park, { type: 'DecideAdjustment', ...plain(body) }, envelope);
  }

  @Post(':park/payment')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '登记拨付（专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  pay(
    @Param('year', WholeNumberPipe) year: number,
    @Param('park') park: string,
    @Body() body: PayAwardDto,
    @Envelope() envelope: CommandEnvelope,
  ) {
    return this.send(year, park, { type: 'PayAward', ...plain(body) }, envelope);
  }

  @Post(':park/recovery')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '登记收回（专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  recover(
    @Param('year', WholeNumberPipe) year: number,
    @Param('park') park: string,
    @Body() body: PayAwardDto,
    @Envelope() envelope: CommandEnvelope,
  ) {
    return this.send(year, park, { type: 'RecoverAward', ...plain(body) }, envelope);
  }

  @Post(':park/use')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '报告奖励使用情况（园区，R41）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  use(
    @Param('year', WholeNumberPipe) year: number,
    @Param('park') park: string,
    @Body() body: ReportUseDto,
    @Envelope() envelope: CommandEnvelope,
  ) {
    return this.send(year, park, { type: 'ReportUse', park, ...plain(body) }, envelope);
  }

  private async send(year: number, park: string, command: AwardCommand, envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    return toAnswer(await this.commands.execute(new AwardStreamCommand({ id: awardId(park, year), command, ...envelope })));
  }
}
