import { type Span, SpanKind } from '@opentelemetry/api';
import type { FollowObserver, LogEntry } from '#libs/event-sourcing';
import type { Log } from '../log/log.js';
import type { Metrics } from '../metrics/metrics.js';
import { outOfScope } from '../scope.js';
import type { Causes } from '../tracing/causes.js';
import { appendSpanOf, type Origin } from '../tracing/ids.js';
import { spanFailed, type Tracing } from '../tracing/tracing.js';

export interface FollowerWatch {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly causes: Causes;
}

/** The SDK keeps 128 links of a span. */
const MOST_LINKS = 100;

/** Counts, logs and traces what a follower of the log goes through. */
export class WatchedFollower implements FollowObserver {
  /** `name`: `reads` or `process:<name>`. */
  constructor(
    private readonly name: string,
    private readonly watch: FollowerWatch,
  ) {
    watch.metrics.followerDrops.inc({ follower: name }, 0);
    watch.metrics.followerStops.inc({ follower: name }, 0);
  }

  async applying(entries: readonly LogEntry[], head: boolean, apply: () => Promise<void>): Promise<void> {
    const { tracing, metrics, causes } = this.watch;
    if (tracing.isOn) causes.note(entries);
    const spans = head && tracing.isOn ? this.#startSpans(entries) : [];
    try {
      await outOfScope(apply);
      metrics.followerApplied.inc({ follower: this.name }, entries.length);
    } catch (error) {
      for (const span of spans) spanFailed(span, error instanceof Error ? error.name : 'error');
      throw error;
    } finally {
      for (const span of spans) span.end();
    }
  }

  dropped(error: unknown, drops: number): void {
    const { log, metrics } = this.watch;
    metrics.followerDrops.inc({ follower: this.name });
    outOfScope(() => log.warn('follower.dropped', { follower: this.name, drops, ...(error === undefined ? {} : { error }) }));
  }

  stopped(index: number, error: unknown): void {
    const { log, metrics } = this.watch;
    metrics.followerStops.inc({ follower: this.name });
    outOfScope(() => log.error('follower.stopped', { follower: this.name, index, error }));
  }

  /**
   * One span in the trace of each correlation among the entries, linked to the spans that appended them: it runs later, perhaps on another node, so it is no part of the command. Only at the head of
   * the log: a rebuild would write every old story again.
   */
  #startSpans(entries: readonly LogEntry[]): Span[] {
    const process = this.name.startsWith('process:');
    return [...byCorrelation(entries)].map(([correlationId, { commands, events }]) =>
      this.watch.tracing.start({
        name: process ? `react ${this.name.slice('process:'.length)}` : `project ${this.name}`,
        kind: SpanKind.CONSUMER,
        correlationId,
        links: [...commands].slice(0, MOST_LINKS).map((commandId) => appendSpanOf({ correlationId, commandId })),
        attributes: { 'parkledger.follower': this.name, 'parkledger.events.count': events },
      }),
    );
  }
}

function byCorrelation(entries: readonly LogEntry[]): Map<Origin['correlationId'], { readonly commands: Set<string>; events: number }> {
  const found = new Map<string, { readonly commands: Set<string>; events: number }>();
  for (const { event } of entries) {
    const { correlationId, commandId } = event.metadata;
    const known = found.get(correlationId) ?? { commands: new Set<string>(), events: 0 };
    known.commands.add(commandId);
    known.events++;
    found.set(correlationId, known);
  }
  return found;
}
