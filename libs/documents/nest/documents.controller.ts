import { Controller, Get, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import type { Response } from 'express';
import { CurrentCaller } from '#libs/access/nest';
import { documentFormats, type DocumentFormat, documentKinds, documentNames, parseFormat, parseRequest } from '#libs/documents';
import { Press } from '#libs/documents/write';
import { ApiRead, At, filtersOf, MayBeLeftOut, type ReadAt, ReadQuery, WholeNumberPipe } from '#libs/http';
import type { Caller } from '#libs/kernel';
import { DocumentMaker } from './document-maker.js';

const mediaTypes: Readonly<Record<DocumentFormat, string>> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

class DocumentFilter extends ReadQuery {
  @ApiPropertyOptional({ description: '园区编码：承诺书、自评表、初审意见表、现场核查表、计分底稿必填，核实表可填' })
  @MayBeLeftOut()
  @IsString()
  park?: string;

  @ApiPropertyOptional({ description: '部门代码：核实表；不填为本部门' })
  @MayBeLeftOut()
  @IsString()
  department?: string;

  @ApiPropertyOptional({ enum: documentFormats, description: '格式，默认 pdf' })
  @MayBeLeftOut()
  @IsString()
  format?: string;

  @ApiPropertyOptional({ description: '版次；不填为可见的最新结果' })
  @MayBeLeftOut()
  @IsString()
  edition?: string;

  @ApiPropertyOptional({ description: '异议编号：异议处理单；不填为该版全部异议' })
  @MayBeLeftOut()
  @IsString()
  objection?: string;
}

/** Documents of the road of a claim, as the caller may see them. */
@ApiTags('文书')
@Controller('documents')
export class DocumentsController {
  constructor(
    private readonly maker: DocumentMaker,
    private readonly press: Press,
  ) {}

  @Get(':year/:kind')
  @ApiRead()
  @ApiOperation({ summary: `生成文书：${Object.values(documentNames).join('、')}` })
  @ApiParam({ name: 'kind', enum: documentKinds, description: documentKinds.map((kind) => `${kind}：${documentNames[kind]}`).join('；') })
  @ApiProduces(...Object.values(mediaTypes))
  async document(
    @Param('year', WholeNumberPipe) year: number,
    @Param('kind') kind: string,
    @Query() query: DocumentFilter,
    @CurrentCaller() caller: Caller,
    @At() at: ReadAt,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { format: asked, ...filter } = filtersOf(query);
    const format = parseFormat(asked);
    const request = parseRequest(year, kind, filter);
    const model = await this.maker.make(request, caller, at);
    const bytes = await this.press.print(model, format);
    const of = request.park ?? request.department ?? '';
    const name = `${year}-${documentNames[request.kind]}${of === '' ? '' : `-${of}`}.${format}`;
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
    return new StreamableFile(bytes, {
      type: mediaTypes[format],
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      length: bytes.byteLength,
    });
  }
}
