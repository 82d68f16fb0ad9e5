import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { OpenToAll } from '#libs/access/nest';
import { Telemetry } from '../telemetry.js';

/** The node's metrics for Prometheus. No payload, no id, no account: open to all, as /health is; the server itself listens on loopback only until sign-in exists. */
@ApiTags('运行')
@OpenToAll()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly telemetry: Telemetry) {}

  @Get()
  @ApiOperation({ summary: '运行指标（Prometheus 文本格式）' })
  @ApiProduces('text/plain')
  async read(@Res({ passthrough: true }) response: Response): Promise<string> {
    const { contentType, body } = await this.telemetry.metrics.text();
    response.setHeader('Content-Type', contentType);
    return body;
  }
}
