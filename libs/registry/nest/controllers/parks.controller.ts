import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { forbidden } from '#libs/access';
import { CurrentCaller } from '#libs/access/nest';
import type { Caller } from '#libs/kernel';
import { ApiCommand, ApiRead, At, CommandAnswerDto, Envelope, toAnswer, WholeNumberPipe, filtersOf, plain } from '#libs/http';
import type { CommandEnvelope, ReadAt } from '#libs/http';
import type { ParkCommandInput } from '#libs/registry';
import { ParkCommand } from '../commands/commands.js';
import {
  AmendParkDto,
  DeclareParticipationDto,
  GrantTransitionDto,
  MergeParkDto,
  ParksFilter,
  ParkStatusFilter,
  RegisterParkDto,
  SplitParkDto,
} from '../dto/park.dto.js';
import { CompareRosterDto } from '../dto/tenancy.dto.js';
import { single } from '../queries/answer.js';
import { ParksQuery, ParkStatusQuery, RosterProposalQuery } from '../queries/queries.js';

@ApiTags('园区')
@Controller('parks')
export class ParksController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @ApiCommand()
  @ApiOperation({ summary: '登记园区（专班、所属县区）' })
  @ApiCreatedResponse({ type: CommandAnswerDto })
  register(@Body() { code, ...body }: RegisterParkDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(code, { type: 'RegisterPark', ...plain(body) }, envelope);
  }

  @Post(':park/amendment')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '变更园区登记（专班、县区；园区只可变更联系人）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  amend(@Param('park') park: string, @Body() body: AmendParkDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(park, { type: 'AmendPark', ...plain(body) }, envelope);
  }

  @Post(':park/merger')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '本园区并入另一园区（专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  merge(@Param('park') park: string, @Body() body: MergeParkDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(park, { type: 'MergePark', ...plain(body) }, envelope);
  }

  @Post(':park/split')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '本园区拆分（专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  split(@Param('park') park: string, @Body() body: SplitParkDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(park, { type: 'SplitPark', ...plain(body) }, envelope);
  }

  @Post(':park/transition')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '给予过渡期（专班，R36）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  grantTransition(@Param('park') park: string, @Body() body: GrantTransitionDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(park, { type: 'GrantTransition', ...plain(body) }, envelope);
  }

  @Post(':park/participation')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '过渡期园区声明是否参评，一经签署不再更改（园区）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  declareParticipation(@Param('park') park: string, @Body() body: DeclareParticipationDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(park, { type: 'DeclareParticipation', ...plain(body) }, envelope);
  }

  @Get()
  @ApiRead()
  @ApiOperation({ summary: '园区列表' })
  list(@Query() filter: ParksFilter, @At() at: ReadAt) {
    return this.queries.execute(new ParksQuery(filtersOf(filter), at));
  }

  @Get(':park')
  @ApiRead()
  @ApiOperation({ summary: '一个园区：登记、认定、过渡期、参评声明、事故、园中园、弄虚作假' })
  async one(@Param('park') park: string, @At() at: ReadAt) {
    return single(await this.queries.execute(new ParksQuery({ id: park }, at)), 'registry.parkUnknown', { park });
  }

  @Get(':park/status/:year')
  @ApiRead()
  @ApiOperation({ summary: '园区某年度的参评状态及其依据的事件（R46）' })
  status(@Param('park') park: string, @Param('year', WholeNumberPipe) year: number, @Query() filter: ParkStatusFilter, @At() at: ReadAt) {
    return this.queries.execute(new ParkStatusQuery({ park, year, ...filtersOf(filter) }, at));
  }

  @Get(':park/roster-proposal/:year')
  @ApiRead()
  @ApiOperation({ summary: '按入园登记拟出的园内企业名单' })
  roster(@Param('park') park: string, @Param('year', WholeNumberPipe) year: number, @CurrentCaller() caller: Caller, @At() at: ReadAt) {
    demandOwnPark(caller, park);
    return this.queries.execute(new RosterProposalQuery({ park, year }, at));
  }

  @Post(':park/roster-proposal/:year/comparison')
  @HttpCode(200)
  @ApiRead()
  @ApiOperation({ summary: '将一份名单与入园登记比对，列出不一致之处；不记入账本' })
  compareRoster(
    @Param('park') park: string,
    @Param('year', WholeNumberPipe) year: number,
    @Body() { lines }: CompareRosterDto,
    @CurrentCaller() caller: Caller,
    @At() at: ReadAt,
  ) {
    demandOwnPark(caller, park);
    const delivered = lines.map(({ uscc, from, to }) => ({ uscc, from, to: to ?? null }));
    return this.queries.execute(new RosterProposalQuery({ park, year, delivered }, at));
  }

  private async send(id: string, command: ParkCommandInput, envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    return toAnswer(await this.commands.execute(new ParkCommand({ id, command, ...envelope })));
  }
}

/** A park reads its own list of tenants only. */
function demandOwnPark({ role, park }: Caller, of: string): void {
  if (role === 'park' && park !== of) throw forbidden(role);
}
