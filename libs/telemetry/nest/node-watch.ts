import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Clock, ReadModels } from '#libs/event-sourcing';
import { EventStoreToken, ProcessHost } from '#libs/event-sourcing/nest';
import type { EventStore } from '#libs/event-store';
import { type Follower, pointsOf, watchFollowers } from '../metrics/follower-gauges.js';
import { LogLag } from '../metrics/log-lag.js';
import { Telemetry } from '../telemetry.js';
import { requestWatch } from './request-watch.js';

/** Watches the node as a whole: its requests and its followers. */
@Injectable()
export class NodeWatch {
  constructor(
    telemetry: Telemetry,
    private readonly reads: ReadModels,
    private readonly processes: ProcessHost,
    clock: Clock,
    @Inject(EventStoreToken) store: EventStore,
    host: HttpAdapterHost,
  ) {
    // Here and not in a module's `configure`: that would come behind the body parser, whose refusals are requests, too.
    (host.httpAdapter as HttpAdapterHost['httpAdapter'] | undefined)?.use(requestWatch(telemetry));
    const followers = (): readonly Follower[] => this.followers();
    const lag = new LogLag({ store, now: () => clock.now(), points: () => pointsOf(followers()) });
    watchFollowers(telemetry.metrics.registry, { followers, processes: () => this.processes.statuses, lag });
  }

  private followers(): Follower[] {
    const { serving, building } = this.reads.status;
    return [
      ...(serving === undefined ? [] : [{ name: 'reads', status: serving }]),
      ...(building === undefined ? [] : [{ name: 'reads-building', status: building }]),
      ...this.processes.statuses.map((status) => ({ name: `process:${status.name}`, status })),
    ];
  }
}
