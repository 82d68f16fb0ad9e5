import { Controller, Get, Param, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentCaller } from '#libs/access/nest';
import type { Caller } from '#libs/kernel';
import { ResultByHashQuery, SheetByHashQuery } from '../queries/queries.js';

/** Results and sheets by their hashes, as the bytes that were hashed: to be hashed again by whoever asks. */
@ApiTags('评价结果')
@Controller()
export class ByHashController {
  constructor(private readonly queries: QueryBus) {}

  @Get('results/:hash')
  @ApiOperation({ summary: '按摘要取结果：字节的 SHA-256 即摘要（底稿摘要、排名、档次、奖励）' })
  @ApiProduces('application/json')
  async result(@Param('hash') hash: string, @CurrentCaller() caller: Caller, @Res() response: Response): Promise<void> {
    bytes(response, await this.queries.execute(new ResultByHashQuery(hash, caller)));
  }

  @Get('sheets/:hash')
  @ApiOperation({ summary: '按摘要取完整底稿：字节的 SHA-256 即摘要（专班、审计）' })
  @ApiProduces('application/json')
  async sheet(@Param('hash') hash: string, @CurrentCaller() caller: Caller, @Res() response: Response): Promise<void> {
    bytes(response, await this.queries.execute(new SheetByHashQuery(hash, caller)));
  }
}

function bytes(response: Response, canonical: string): void {
  response.setHeader('Cache-Control', 'private, max-age=31536000, immutable');
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.send(Buffer.from(canonical));
}
