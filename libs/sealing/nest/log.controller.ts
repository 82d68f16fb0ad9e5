import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { OpenToAll } from '#libs/access/nest';
import { sealingErrors } from '../errors.js';
import type { LogReader } from '../reading/log-reader.js';
import { LogReaderToken } from './tokens.js';

const TEXT = 'text/plain; charset=utf-8';
const BYTES = 'application/octet-stream';
/** What never changes may be kept for ever. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const EACH_TIME = 'no-cache';

/**
 * The log for whoever checks it (C2SP tlog-tiles, tlog-checkpoint, tlog-proof): plain text and bytes. Nothing of it is confidential (leaves hold salted hashes, never data), so it
 * is open to whoever reaches the server.
 */
@ApiTags('日志与证明')
@OpenToAll()
@Controller('log')
export class LogController {
  constructor(@Inject(LogReaderToken) private readonly reader: LogReader) {}

  @Get('verifier-keys')
  @ApiOperation({ summary: '日志的公钥：每行一个（note verifier key），现用名称的在前' })
  @ApiProduces('text/plain')
  async verifierKeys(@Res() response: Response): Promise<void> {
    text(response, linesOf(await this.reader.verifierKeys()));
  }

  @Get('checkpoint')
  @ApiOperation({ summary: '最新的检查点（已签名）' })
  @ApiProduces('text/plain')
  async latest(@Res() response: Response): Promise<void> {
    text(response, (await this.reader.latest()).note);
  }

  @Get('checkpoints')
  @ApiOperation({ summary: '签过的检查点：每行一个记录条数' })
  @ApiQuery({ name: 'epoch', required: false, description: '日志期，默认为现在的' })
  @ApiProduces('text/plain')
  async sizes(@Res() response: Response, @Query('epoch') epoch?: string): Promise<void> {
    text(response, linesOf(await this.reader.sizes(epochOf(epoch))));
  }

  @Get('checkpoints/:size')
  @ApiOperation({ summary: '某一记录条数的检查点' })
  @ApiQuery({ name: 'epoch', required: false, description: '日志期，默认为现在的' })
  @ApiProduces('text/plain')
  async checkpoint(@Res() response: Response, @Param('size') size: string, @Query('epoch') epoch?: string): Promise<void> {
    text(response, (await this.reader.at(numberOf('size', size), epochOf(epoch))).note);
  }

  @Get('events/:id.tlog-proof')
  @ApiOperation({ summary: '一个事件的包含证明（tlog-proof）' })
  @ApiQuery({ name: 'size', required: false, description: '所依据的检查点的记录条数，默认最新' })
  @ApiProduces('text/plain')
  async proofOfEvent(@Res() response: Response, @Param('id') id: string, @Query('size') size?: string): Promise<void> {
    text(response, await this.reader.proofOf(id, size === undefined ? undefined : numberOf('size', size)));
  }

  @Get('proofs/:index.tlog-proof')
  @ApiOperation({ summary: '某一序号的包含证明（tlog-proof）' })
  @ApiQuery({ name: 'size', required: false, description: '所依据的检查点的记录条数，默认最新' })
  @ApiProduces('text/plain')
  async proofAt(@Res() response: Response, @Param('index') index: string, @Query('size') size?: string): Promise<void> {
    text(response, await this.reader.proofAt(numberOf('index', index), size === undefined ? undefined : numberOf('size', size)));
  }

  @Get('consistency/:from/:to')
  @ApiOperation({ summary: '两个大小之间的一致性证明：每行一个哈希（Base64）' })
  @ApiProduces('text/plain')
  consistency(@Res() response: Response, @Param('from') from: string, @Param('to') to: string): void {
    const proof = this.reader.consistency(numberOf('from', from), numberOf('to', to));
    text(response, linesOf(proof.map((hash) => Buffer.from(hash).toString('base64'))), FOR_EVER);
  }

  @Get('tile/*path')
  @ApiOperation({ summary: '瓦片（tlog-tiles）：tile/层/序号 为哈希，tile/entries/序号 为记录' })
  @ApiParam({ name: 'path', description: '例如 0/x001/x234/067、0/000.p/12、entries/000' })
  @ApiProduces(BYTES)
  tile(@Req() request: Request, @Res() response: Response): void {
    // As it was asked for: there is one spelling of a path, and what a router makes of it is another one.
    const path = request.path.slice(request.path.indexOf('/tile/') + 1);
    const { bytes, full } = this.reader.tile(path);
    response.setHeader('Cache-Control', full ? FOR_EVER : EACH_TIME);
    response.type(BYTES).send(Buffer.from(bytes));
  }
}

const linesOf = (lines: readonly unknown[]): string => lines.map((line) => `${String(line)}\n`).join('');

function text(response: Response, body: string, cache = EACH_TIME): void {
  response.setHeader('Cache-Control', cache);
  response.setHeader('Content-Type', TEXT);
  response.send(body);
}

/** @throws `sealing.badSize` */
function numberOf(name: string, text: string): bigint {
  if (!/^(0|[1-9]\d{0,18})$/.test(text)) throw sealingErrors.error('sealing.badSize', { name });
  return BigInt(text);
}

const epochOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(numberOf('epoch', text)));
