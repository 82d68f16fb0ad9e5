import { Controller, Get, Inject, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { forbidden, maySeeUnpublished } from '#libs/access';
import { CurrentCaller } from '#libs/access/nest';
import type { Caller } from '#libs/kernel';
import { bundleKinds } from '../manifest.js';
import { type BundleSources, parseKind, parseYears, prepareBundle } from '../write/index.js';
import { BUNDLE_SOURCES } from './tokens.js';
import { Workplace } from './workplace.js';

/** Audit bundles, made as they are sent. */
@ApiTags('审计包')
@Controller('audit-bundles')
export class BundlesController {
  constructor(
    @Inject(BUNDLE_SOURCES) private readonly sources: BundleSources,
    private readonly workplace: Workplace,
  ) {}

  /** Whoever may read results may have a public bundle; a whole one holds what only the task force and auditors see. */
  @Get(':years')
  @ApiOperation({ summary: '下载审计包（边制作边发送）；完整包只供专班和审计，公开包只含已定案的结果' })
  @ApiParam({ name: 'years', description: '评价年度，多个用英文逗号隔开；all 为全部' })
  @ApiQuery({ name: 'kind', required: false, enum: bundleKinds, description: '完整（whole）或公开（public，默认）' })
  @ApiProduces('application/zip')
  async bundle(
    @Param('years') years: string,
    @Query('kind') kind: string | undefined,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const request = { kind: parseKind(kind ?? 'public'), years: parseYears(years) };
    if (request.kind === 'whole' && !maySeeUnpublished(caller)) throw forbidden(caller.role);
    const { stream, bundle } = await this.workplace.stream(() => prepareBundle(this.sources, request));
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    return new StreamableFile(stream, { type: 'application/zip', disposition: `attachment; filename="${bundle.fileName}"` });
  }
}
