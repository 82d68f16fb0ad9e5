import { Controller, Get, HttpCode, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiProperty, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentCaller } from '#libs/access/nest';
import { type Delivery, type EvidenceDescription, evidenceErrors, EvidenceFolder, type EvidenceRow, mayRead } from '#libs/evidence';
import { WholeNumberPipe } from '#libs/http';
import type { Caller } from '#libs/kernel';

const accepted = ['text/csv', 'application/pdf', 'image/png', 'image/jpeg'];

class StoredDto {
  @ApiProperty({ description: 'SHA-256，引用该文件时用' }) hash!: string;
  @ApiProperty() size!: number;
  @ApiProperty({ description: '此前没有这份内容' }) new!: boolean;
}

/** Delivered files. Uploading is idempotent by content; nothing is ever changed, and nothing deleted but by a recorded erasure (410 `evidence.erased`). */
@ApiTags('证据')
@Controller('evidence')
export class EvidenceController {
  constructor(private readonly folder: EvidenceFolder) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: '上传文件（正文即文件内容）；同一内容只存一份' })
  @ApiConsumes(...accepted)
  @ApiQuery({ name: 'name', description: '文件名；CSV 的表名即文件名' })
  async put(@Req() request: Request, @Query('name') name: string | undefined, @CurrentCaller() caller: Caller): Promise<StoredDto> {
    if (!['department', 'county', 'park', 'taskForce'].includes(caller.role)) throw evidenceErrors.error('evidence.mayNotDeliver');
    const mediaType = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    if (!accepted.includes(mediaType)) throw evidenceErrors.error('evidence.mediaType', { mediaType });
    const { account, department, park } = caller;
    const delivery: Delivery = {
      name: name ?? '',
      mediaType,
      account,
      ...(department === undefined ? {} : { department }),
      ...(park === undefined ? {} : { park }),
    };
    return this.folder.put(request, delivery);
  }

  @Get(':hash')
  @ApiOperation({ summary: '文件内容（读取时核对哈希）' })
  async content(
    @Param('hash') hash: string,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const description = await this.allowed(hash, caller);
    const [delivery] = description.deliveries;
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(delivery?.name ?? hash)}`);
    return new StreamableFile(await this.folder.open(hash), { type: delivery?.mediaType ?? 'application/octet-stream' });
  }

  @Get(':hash/description')
  @ApiOperation({ summary: '文件说明：提交记录、表名、表头、行数' })
  description(@Param('hash') hash: string, @CurrentCaller() caller: Caller): Promise<EvidenceDescription> {
    return this.allowed(hash, caller);
  }

  @Get(':hash/rows/:row')
  @ApiOperation({ summary: '一行数据（行号与电子表格左侧相同，表头为第 1 行）' })
  @ApiQuery({ name: 'sheet', description: '表名' })
  async row(
    @Param('hash') hash: string,
    @Param('row', WholeNumberPipe) row: number,
    @Query('sheet') sheet: string | undefined,
    @CurrentCaller() caller: Caller,
  ): Promise<EvidenceRow> {
    await this.allowed(hash, caller);
    return this.folder.row(hash, sheet ?? '', row);
  }

  private async allowed(hash: string, caller: Caller): Promise<EvidenceDescription> {
    const description = await this.folder.describe(hash);
    if (!mayRead(caller, description.deliveries)) throw evidenceErrors.error('evidence.notYours');
    return description;
  }
}
