import type { Observers } from '#libs/event-sourcing';
import type { EventStore } from '#libs/event-store';
import { WatchedFollower } from './followers/watched-follower.js';
import { Log, type LogOptions } from './log/log.js';
import { type LogStanding, watchLog } from './metrics/log-gauges.js';
import { Metrics } from './metrics/metrics.js';
import { ObservedCommandRunner } from './runner/observed-command-runner.js';
import { MeteredEventStore } from './store/metered-event-store.js';
import { WatchedLog } from './followers/watched-log.js';
import { Causes } from './tracing/causes.js';
import { openTraceSink, type SinkOptions } from './tracing/open-sink.js';
import { noSink, type TraceSink, Tracing } from './tracing/tracing.js';

export interface TelemetryOptions {
  readonly log: LogOptions;
  /** Absent: no traces, and the OpenTelemetry SDK is not loaded. */
  readonly traces?: Pick<SinkOptions, 'exporter'>;
}

/** Faults only, no traces: for whoever says nothing else. */
const QUIET: TelemetryOptions = { log: { level: 'error' } };

/** What one node tells of itself: log, metrics, traces. It stands before and beside the parts of a ledger; none of them knows it. */
export class Telemetry {
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly #causes = new Causes();
  readonly #repeated = new WeakSet<object>();
  readonly #elapsed = (): number => performance.now();

  private constructor(
    readonly log: Log,
    metrics: Metrics,
    sink: TraceSink,
  ) {
    this.metrics = metrics;
    this.tracing = new Tracing(sink);
  }

  /** Log and metrics alone. */
  static quiet(): Telemetry {
    return new Telemetry(new Log(QUIET.log), new Metrics(), noSink);
  }

  static async open({ log: logOptions, traces }: TelemetryOptions = QUIET): Promise<Telemetry> {
    const [log, metrics] = [new Log(logOptions), new Metrics()];
    const lost = (spans: number, error: unknown): void => {
      metrics.spansLost.inc(spans);
      log.warn('traces.lost', { spans, error });
    };
    return new Telemetry(log, metrics, traces === undefined ? noSink : await openTraceSink({ ...traces, lost }));
  }

  /** The store to be used in place of an open one. */
  watchStore(store: EventStore): EventStore {
    return new MeteredEventStore(store, { log: this.log, metrics: this.metrics, tracing: this.tracing, elapsed: this.#elapsed });
  }

  /** Who looks on at the parts of a ledger (EventSourcingOptions.observers). */
  observers({ ledgerId }: { readonly ledgerId: string }): Observers {
    const [log, metrics, tracing, causes] = [this.log, this.metrics, this.tracing, this.#causes];
    const repeated = this.#repeated;
    return {
      runner: {
        raceLost: () => metrics.commandRetries.inc({ reason: 'raceLost' }),
        storeSilent: () => metrics.commandRetries.inc({ reason: 'storeSilent' }),
        repeated: (request) => repeated.add(request),
      },
      before: (runner) => new ObservedCommandRunner(runner, { log, metrics, tracing, causes, repeated, ledgerId, elapsed: this.#elapsed }),
      follower: (name) => new WatchedFollower(name, { log, metrics, tracing, causes }),
    };
  }

  /** Who looks on at the sealing of the log. */
  sealing(): WatchedLog {
    return new WatchedLog(this.log, this.metrics);
  }

  /** Shows how the log stands, whenever somebody asks. */
  watchLog(standing: () => LogStanding): void {
    watchLog(this.metrics.registry, standing);
  }

  /** Sends what was traced and not sent yet; waits a few seconds at most. */
  close(): Promise<void> {
    return this.tracing.close();
  }
}
