import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, ApiRead, At, CommandAnswerDto, Envelope, toAnswer, WholeNumberPipe, filtersOf, plain } from '#libs/http';
import type { CommandEnvelope, ReadAt } from '#libs/http';
import { CurrentCaller } from '#libs/access/nest';
import type { Caller } from '#libs/kernel';
import type { TenancyCommandInput } from '#libs/registry';
import { TenancyCommand } from '../commands/commands.js';
import {
  AdmitTenantDto,
  ApplyForTenancyDto,
  ClearRectificationDto,
  CorrectAdmissionDto,
  GraduateTenantDto,
  OrderRectificationDto,
  RecordDepartureDto,
  RefuseTenancyDto,
  RemoveTenantDto,
  TenanciesFilter,
} from '../dto/tenancy.dto.js';
import { single } from '../queries/answer.js';
import { GrowthQuery, TenanciesQuery } from '../queries/queries.js';

@ApiTags('入园')
@Controller('tenancies')
export class TenanciesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @ApiCommand()
  @ApiOperation({ summary: '申请入园（园区、县区、专班）' })
  @ApiCreatedResponse({ type: CommandAnswerDto })
  apply(@Body() body: ApplyForTenancyDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(undefined, { type: 'ApplyForTenancy', ...plain(body) }, envelope);
  }

  @Post(':tenancy/admission')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '同意入园（县区、专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  admit(@Param('tenancy', ParseUUIDPipe) tenancy: string, @Body() body: AdmitTenantDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(tenancy, { type: 'AdmitTenant', ...plain(body) }, envelope);
  }

  @Post(':tenancy/refusal')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '不同意入园（县区、专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  refuse(@Param('tenancy', ParseUUIDPipe) tenancy: string, @Body() body: RefuseTenancyDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(tenancy, { type: 'RefuseTenancy', ...plain(body) }, envelope);
  }

  @Post(':tenancy/admission-correction')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '更正入园日期（县区、专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  correct(@Param('tenancy', ParseUUIDPipe) tenancy: string, @Body() body: CorrectAdmissionDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(tenancy, { type: 'CorrectAdmission', ...plain(body) }, envelope);
  }

  @Post(':tenancy/rectifications')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '责令整改（县区、专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  orderRectification(
    @Param('tenancy', ParseUUIDPipe) tenancy: string,
    @Body() body: OrderRectificationDto,
    @Envelope() envelope: CommandEnvelope,
  ) {
    return this.send(tenancy, { type: 'OrderRectification', ...plain(body) }, envelope);
  }

  @Post(':tenancy/removal')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '整改期满仍不达标，清理出园（县区、专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  remove(@Param('tenancy', ParseUUIDPipe) tenancy: string, @Body() body: RemoveTenantDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(tenancy, { type: 'RemoveTenant', ...plain(body) }, envelope);
  }

  @Post(':tenancy/departure')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '企业自行离园（园区、县区、专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  depart(@Param('tenancy', ParseUUIDPipe) tenancy: string, @Body() body: RecordDepartureDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(tenancy, { type: 'RecordDeparture', ...plain(body) }, envelope);
  }

  @Post(':tenancy/graduation')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '成长后有序退出（园区、县区、专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  graduate(@Param('tenancy', ParseUUIDPipe) tenancy: string, @Body() body: GraduateTenantDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(tenancy, { type: 'GraduateTenant', ...plain(body) }, envelope);
  }

  @Post(':tenancy/rectifications/:order/clearance')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '整改销号（县区、专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  clearRectification(
    @Param('tenancy', ParseUUIDPipe) tenancy: string,
    @Param('order') order: string,
    @Body() body: ClearRectificationDto,
    @Envelope() envelope: CommandEnvelope,
  ) {
    return this.send(tenancy, { type: 'ClearRectification', order, ...plain(body) }, envelope);
  }

  @Get('growth/:year')
  @ApiRead()
  @ApiOperation({ summary: '发展目标进度：已认定园区、当年新增入园、累计入园（含已离园）、年末在园' })
  growth(@Param('year', WholeNumberPipe) year: number, @At() at: ReadAt) {
    return this.queries.execute(new GrowthQuery(year, at));
  }

  @Get()
  @ApiRead()
  @ApiOperation({ summary: '入园事项列表' })
  list(@Query() filter: TenanciesFilter, @CurrentCaller() caller: Caller, @At() at: ReadAt) {
    return this.queries.execute(new TenanciesQuery({ ...filtersOf(filter), ...ownPark(caller) }, at));
  }

  @Get(':tenancy')
  @ApiRead()
  @ApiOperation({ summary: '一个入园事项' })
  async one(@Param('tenancy') tenancy: string, @CurrentCaller() caller: Caller, @At() at: ReadAt) {
    const found = await this.queries.execute(new TenanciesQuery({ id: tenancy, ...ownPark(caller) }, at));
    return single(found, 'registry.tenancyUnknown', { tenancy });
  }

  private async send(id: string | undefined, command: TenancyCommandInput, envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    return toAnswer(await this.commands.execute(new TenancyCommand({ ...(id === undefined ? {} : { id }), command, ...envelope })));
  }
}

/** A park reads its own tenancies only: who is in another park is that park's list. */
function ownPark({ role, park }: Caller): { readonly park?: string } {
  return role === 'park' ? { park: park ?? '' } : {};
}
