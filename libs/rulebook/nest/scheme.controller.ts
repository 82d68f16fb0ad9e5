import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Answer, ApiCommand, ApiRead, At, CommandAnswerDto, type CommandEnvelope, Envelope, type ReadAt, toAnswer } from '#libs/http';
import type { SchemeCommandInput } from '#libs/rulebook';
import { parseScheme } from '#libs/scheme';
import { SchemeCommand } from './scheme.command.js';
import { AdoptSchemeDto, ConfirmSchemeDto, DraftSchemeDto } from './scheme.dto.js';
import { SchemeQuery, SchemesQuery, type SchemeSummary, type SchemeView } from './scheme.queries.js';

@ApiTags('评分方案')
@Controller('schemes')
export class SchemeController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @HttpCode(201)
  @ApiOperation({ summary: '起草评分方案（编号在方案内容中）；采用前再次起草即替换' })
  @ApiCommand()
  draft(@Body() body: DraftSchemeDto, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    // Read here too, for the id stands in the text and faults of a text have line and column; the decision checks the content again.
    const content = parseScheme(body.yaml ?? body.content ?? {});
    return this.send(content.id, { type: 'DraftScheme', content, ...(body.source ? { source: { ...body.source } } : {}) }, envelope);
  }

  @Post(':id/confirmations')
  @HttpCode(200)
  @ApiOperation({ summary: '具名确认方案中须确认的事项' })
  @ApiCommand()
  confirm(@Param('id') id: string, @Body() body: ConfirmSchemeDto, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    const confirmations = body.confirmations.map(({ code, reason }) => ({ code, reason }));
    return this.send(id, { type: 'ConfirmScheme', hash: body.hash, confirmations }, envelope);
  }

  @Post(':id/adoption')
  @HttpCode(200)
  @ApiOperation({ summary: '采用方案；此后不可更改' })
  @ApiCommand()
  adopt(@Param('id') id: string, @Body() body: AdoptSchemeDto, @Envelope() envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    return this.send(id, { type: 'AdoptScheme', hash: body.hash, basis: { ...body.basis } }, envelope);
  }

  @Get()
  @ApiOperation({ summary: '评分方案清单' })
  @ApiRead()
  list(@At() at: ReadAt): Promise<Answer<readonly SchemeSummary[]>> {
    return this.queries.execute(new SchemesQuery(at));
  }

  @Get(':id')
  @ApiOperation({ summary: '一个评分方案：全文、状态、须确认的事项' })
  @ApiRead()
  one(@Param('id') id: string, @At() at: ReadAt): Promise<Answer<SchemeView>> {
    return this.queries.execute(new SchemeQuery(id, at));
  }

  private async send(id: string, command: SchemeCommandInput, envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    return toAnswer(await this.commands.execute(new SchemeCommand({ id, command, ...envelope })));
  }
}
