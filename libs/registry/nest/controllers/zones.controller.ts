import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, ApiRead, At, CommandAnswerDto, Envelope, toAnswer, filtersOf, plain } from '#libs/http';
import type { CommandEnvelope, ReadAt } from '#libs/http';
import type { ZoneCommandInput } from '#libs/registry';
import { ZoneCommand } from '../commands/commands.js';
import { AmendZoneDto, LeadingIndustriesDto, RegisterZoneDto, ZonesFilter } from '../dto/zone.dto.js';
import { single } from '../queries/answer.js';
import { ZonesQuery } from '../queries/queries.js';

@ApiTags('开发区')
@Controller('zones')
export class ZonesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @ApiCommand()
  @ApiOperation({ summary: '登记开发区（专班、所属县区）' })
  @ApiCreatedResponse({ type: CommandAnswerDto })
  register(@Body() { code, ...body }: RegisterZoneDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(code, { type: 'RegisterZone', ...plain(body) }, envelope);
  }

  @Post(':zone/amendment')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '变更开发区名称或级别（专班、所属县区）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  amend(@Param('zone') zone: string, @Body() body: AmendZoneDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(zone, { type: 'AmendZone', ...plain(body) }, envelope);
  }

  @Post(':zone/leading-industries')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '确定主导产业，最多 3 个（专班、所属县区）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  setIndustries(@Param('zone') zone: string, @Body() body: LeadingIndustriesDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(zone, { type: 'SetLeadingIndustries', ...plain(body) }, envelope);
  }

  @Get()
  @ApiRead()
  @ApiOperation({ summary: '开发区列表' })
  list(@Query() filter: ZonesFilter, @At() at: ReadAt) {
    return this.queries.execute(new ZonesQuery(filtersOf(filter), at));
  }

  @Get(':zone')
  @ApiRead()
  @ApiOperation({ summary: '一个开发区' })
  async one(@Param('zone') zone: string, @At() at: ReadAt) {
    return single(await this.queries.execute(new ZonesQuery({ id: zone }, at)), 'registry.zoneUnknown', { zone });
  }

  private async send(id: string, command: ZoneCommandInput, envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    return toAnswer(await this.commands.execute(new ZoneCommand({ id, command, ...envelope })));
  }
}
