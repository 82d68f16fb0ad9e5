import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, ApiRead, At, CommandAnswerDto, Envelope, toAnswer, filtersOf, plain } from '#libs/http';
import type { CommandEnvelope, ReadAt } from '#libs/http';
import type { EnterpriseCommandInput } from '#libs/registry';
import { EnterpriseCommand } from '../commands/commands.js';
import {
  ClassifyEnterpriseDto,
  CorrectUsccDto,
  EnterprisesFilter,
  RegisterEnterpriseDto,
  RenameEnterpriseDto,
} from '../dto/enterprise.dto.js';
import { single } from '../queries/answer.js';
import { EnterprisesQuery } from '../queries/queries.js';

@ApiTags('企业')
@Controller('enterprises')
export class EnterprisesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @ApiCommand()
  @ApiOperation({ summary: '登记企业（市场监管、园区、县区、专班）；统一社会信用代码不得重复' })
  @ApiCreatedResponse({ type: CommandAnswerDto })
  register(@Body() body: RegisterEnterpriseDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(undefined, { type: 'RegisterEnterprise', ...plain(body) }, envelope);
  }

  @Post(':enterprise/renaming')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '企业更名' })
  @ApiOkResponse({ type: CommandAnswerDto })
  rename(@Param('enterprise', ParseUUIDPipe) enterprise: string, @Body() body: RenameEnterpriseDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(enterprise, { type: 'RenameEnterprise', ...plain(body) }, envelope);
  }

  @Post(':enterprise/classification')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '确定产业和类别' })
  @ApiOkResponse({ type: CommandAnswerDto })
  classify(
    @Param('enterprise', ParseUUIDPipe) enterprise: string,
    @Body() body: ClassifyEnterpriseDto,
    @Envelope() envelope: CommandEnvelope,
  ) {
    return this.send(enterprise, { type: 'ClassifyEnterprise', ...plain(body) }, envelope);
  }

  @Post(':enterprise/uscc-correction')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: '更正统一社会信用代码（市场监管、县区、专班）' })
  @ApiOkResponse({ type: CommandAnswerDto })
  correct(@Param('enterprise', ParseUUIDPipe) enterprise: string, @Body() body: CorrectUsccDto, @Envelope() envelope: CommandEnvelope) {
    return this.send(enterprise, { type: 'CorrectUscc', ...plain(body) }, envelope);
  }

  @Get()
  @ApiRead()
  @ApiOperation({ summary: '企业列表；按统一社会信用代码查找' })
  list(@Query() filter: EnterprisesFilter, @At() at: ReadAt) {
    return this.queries.execute(new EnterprisesQuery(filtersOf(filter), at));
  }

  @Get(':enterprise')
  @ApiRead()
  @ApiOperation({ summary: '一家企业' })
  async one(@Param('enterprise') enterprise: string, @At() at: ReadAt) {
    return single(await this.queries.execute(new EnterprisesQuery({ id: enterprise }, at)), 'registry.enterpriseUnknown', { enterprise });
  }

  private async send(id: string | undefined, command: EnterpriseCommandInput, envelope: CommandEnvelope): Promise<CommandAnswerDto> {
    return toAnswer(await this.commands.execute(new EnterpriseCommand({ ...(id === undefined ? {} : { id }), command, ...envelope })));
  }
}
