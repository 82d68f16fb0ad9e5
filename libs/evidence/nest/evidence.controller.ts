import { Controller, Get, HttpCode, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiProperty, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentCaller } from '#libs/access/nest';
import {
  type Delivery,
  type EvidenceDescription,
  evidenceErrors,
  EvidenceFolder,
  type EvidenceRow,
  mayRead,
  mediaTypes,
} from '#libs/evidence';
import { WholeNumberPipe } from '#libs/http';
import type { Caller } from '#libs/kernel';

const deliverers = ['department', 'county', 'park', 'taskForce'];

/** What a browser may do with a delivered file: save it. It is shown in nobody's window, ours least of all, and kept in no cache. */
const shut = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'private, no-store',
};

class StoredDto {
  @ApiProperty({ description: 'SHA-256，引用该文件时用' }) hash!: string;
  @ApiProperty({ description: 'SM3（GB/T 32905），供按国密算法核对' }) sm3!: string;
  @ApiProperty({ description: '字节数' }) size!: number;
  @ApiProperty({ description: '此前没有这份内容' }) new!: boolean;
}

/** Delivered files. Uploading is idempotent by content; nothing is ever changed, and nothing deleted but by a recorded erasure (410 `evidence.erased`). */
@ApiTags('证据')
@Controller('evidence')
export class EvidenceController {
  constructor(private readonly folder: EvidenceFolder) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: '上传文件（正文即文件内容，至多 50 MB，类型按内容判定）；同一内容只存一份' })
  @ApiConsumes('application/octet-stream', ...Object.values(mediaTypes))
  @ApiQuery({ name: 'name', description: '文件名，扩展名与内容一致；CSV 的表名即文件名' })
  async put(@Req() request: Request, @Query('name') name: string | undefined, @CurrentCaller() caller: Caller): Promise<StoredDto> {
    if (!deliverers.includes(caller.role)) throw evidenceErrors.error('evidence.mayNotDeliver');
    const mediaType = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    if (isWrapped(mediaType)) throw evidenceErrors.error('evidence.notRaw', { mediaType });
    this.folder.checkSize(Number(request.headers['content-length'] ?? 0));
    const { account, department, park } = caller;
    const delivery: Omit<Delivery, 'mediaType'> = {
      name: name ?? '',
      account,
      ...(department === undefined ? {} : { department }),
      ...(park === undefined ? {} : { park }),
    };
    // Whoever is refused half-way gets to read why: his connection is not broken off.
    return this.folder.deliver(request.iterator({ destroyOnReturn: false }), delivery);
  }

  @Get(':hash')
  @ApiOperation({ summary: '文件内容（读取时核对哈希），只供下载' })
  async content(
    @Param('hash') hash: string,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const [delivery] = await this.allowed(hash, caller);
    const { content, size } = await this.folder.stream(hash);
    response.set(shut);
    return new StreamableFile(content, {
      type: delivery?.mediaType ?? 'application/octet-stream',
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(delivery?.name ?? hash)}`,
      length: size,
    });
  }

  @Get(':hash/description')
  @ApiOperation({ summary: '文件说明：提交记录、哈希、表名、表头、行数' })
  async description(@Param('hash') hash: string, @CurrentCaller() caller: Caller): Promise<EvidenceDescription> {
    await this.allowed(hash, caller);
    return this.folder.describe(hash);
  }

  @Get(':hash/rows/:row')
  @ApiOperation({ summary: '一行数据（行号与电子表格左侧相同，表头为第 1 行）' })
  @ApiQuery({ name: 'sheet', description: '工作表名；CSV 文件为其文件名' })
  async row(
    @Param('hash') hash: string,
    @Param('row', WholeNumberPipe) row: number,
    @Query('sheet') sheet: string | undefined,
    @CurrentCaller() caller: Caller,
  ): Promise<EvidenceRow> {
    await this.allowed(hash, caller);
    return this.folder.row(hash, sheet ?? '', row);
  }

  private async allowed(hash: string, caller: Caller): Promise<readonly Delivery[]> {
    const deliveries = await this.folder.deliveries(hash);
    if (!mayRead(caller, deliveries)) throw evidenceErrors.error('evidence.notYours');
    return deliveries;
  }
}

/** Bodies that the framework has read already, or in which a file is only a part. */
function isWrapped(mediaType: string): boolean {
  return mediaType.endsWith('json') || mediaType === 'application/x-www-form-urlencoded' || mediaType.startsWith('multipart/');
}
