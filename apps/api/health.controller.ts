import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { OpenToAll } from '#libs/access/nest';
import { ReadModels } from '#libs/event-sourcing';
import { ProcessHost } from '#libs/event-sourcing/nest';

/** How this node is: its followers with their lag, and whether one has stopped and why. No payload, no secret: open to all. */
@ApiTags('运行')
@OpenToAll()
@Controller('health')
export class HealthController {
  constructor(
    private readonly reads: ReadModels,
    private readonly processes: ProcessHost,
  ) {}

  @Get()
  @ApiOperation({ summary: '读模型与进程的状态' })
  health(): unknown {
    const { statuses } = this.processes;
    const { status } = this.reads;
    const stopped = status.buildError !== undefined || [status.serving, ...statuses].some((one) => one?.state === 'stopped');
    return { data: { ok: !stopped, reads: status, processes: statuses } };
  }
}
