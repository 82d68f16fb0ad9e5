import { Controller, Get, Optional, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { OpenToAll } from '#libs/access/nest';
import { KeyDestruction } from '#libs/erasure/nest';
import { ReadModels } from '#libs/event-sourcing';
import { ProcessHost } from '#libs/event-sourcing/nest';
import { LogSealing, type SealingStatus } from '#libs/sealing';
import { Readiness } from './readiness.js';

/** How this node is: its followers with their lag, and whether one has stopped and why. No payload, no secret: open to all. */
@ApiTags('运行')
@OpenToAll()
@Controller('health')
export class HealthController {
  constructor(
    private readonly reads: ReadModels,
    private readonly processes: ProcessHost,
    private readonly readiness: Readiness,
    private readonly erasures: KeyDestruction,
    @Optional() private readonly sealing?: LogSealing,
  ) {}

  @Get()
  @ApiOperation({ summary: '读模型、进程与日志签名的状态' })
  health(): unknown {
    const { statuses } = this.processes;
    const { status } = this.reads;
    const erasures = this.erasures.status;
    const stopped = status.buildError !== undefined || [status.serving, erasures, ...statuses].some((one) => one?.state === 'stopped');
    const log = this.sealing && logHealth(this.sealing.status);
    return {
      data: {
        ok: !stopped && log?.refusal === undefined && log?.stoppedAt === undefined,
        reads: status,
        processes: statuses,
        erasures,
        log,
      },
    };
  }

  @Get('live')
  @ApiOperation({ summary: '进程是否活着（启动、停止途中也答复）' })
  live(): unknown {
    return { data: { live: true } };
  }

  @Get('ready')
  @ApiOperation({ summary: '本节点是否可以接受请求；落后账本太多、连不上存储、正在启动或停止时为 503' })
  async ready(@Res({ passthrough: true }) response: Response): Promise<unknown> {
    const data = await this.readiness.now();
    if (!data.ready) response.status(503).setHeader('Retry-After', '2');
    return { data };
  }
}

/** Sizes are text: 64 bits are more than a JSON number holds. */
function logHealth({ treeSize, atHead, signed, refusal, stoppedAt }: SealingStatus) {
  return {
    treeSize: String(treeSize ?? 0),
    atHead,
    origin: signed?.origin,
    signedSize: String(signed?.size ?? 0),
    ...(refusal === undefined ? {} : { refusal: { code: refusal.code, reason: refusal.message, remedy: refusal.remedy } }),
    ...(stoppedAt === undefined ? {} : { stoppedAt: String(stoppedAt) }),
  };
}
