import { type Span, SpanKind } from '@opentelemetry/api';
import type {
  AppendResult,
  EventStore,
  EventToAppend,
  ExpectedRevision,
  LogBatch,
  Position,
  ReadAllOptions,
  ReadStreamOptions,
  StoredEvent,
  SubscribeOptions,
} from '#libs/event-store';
import { parseStreamName } from '#libs/kernel';
import type { Log } from '../log/log.js';
import type { Metrics } from '../metrics/metrics.js';
import { currentScope } from '../scope.js';
import { appendSpanIdOf, originOf } from '../tracing/ids.js';
import { spanFailed, type Tracing } from '../tracing/tracing.js';
import { appendOutcomeOf } from './append-outcome.js';
import { StoreTrouble } from './store-trouble.js';

export interface StoreWatch {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  /** In milliseconds. */
  readonly elapsed: () => number;
}

type Operation = 'stream' | 'log' | 'head';

/** Any store, with its answers timed and counted. It changes nothing: what the inner store answers or throws goes on as it is. */
export class MeteredEventStore implements EventStore {
  readonly #trouble: StoreTrouble;
  /** Commands' spans under which an append span has its derived id already: a repeated append is another span. */
  readonly #spanned = new WeakSet<Span>();

  constructor(
    private readonly inner: EventStore,
    private readonly watch: StoreWatch,
  ) {
    this.#trouble = new StoreTrouble(watch.log, watch.elapsed);
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<AppendResult> {
    const { metrics, elapsed } = this.watch;
    const { category } = parseStreamName(stream);
    const span = this.#startSpan(category, events);
    const begun = elapsed();
    const seen = (outcome: string): void => {
      metrics.append.observe({ outcome }, (elapsed() - begun) / 1000);
      span?.setAttribute('parkledger.append.outcome', outcome).end();
    };
    try {
      const result = await this.inner.append(stream, expected, events);
      metrics.appendedEvents.inc({ category }, events.length);
      this.#trouble.answered();
      seen('written');
      return result;
    } catch (error) {
      const outcome = appendOutcomeOf(error);
      if (span) spanFailed(span, outcome);
      this.#trouble.failed('append', error);
      seen(outcome);
      throw error;
    }
  }

  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<readonly StoredEvent[]> {
    return this.#pages('stream', this.inner.readStream(stream, options));
  }

  readAll(options?: ReadAllOptions): AsyncIterable<readonly StoredEvent[]> {
    return this.#pages('log', this.inner.readAll(options));
  }

  /** Untimed: it waits for what is yet to come. */
  subscribe(options: SubscribeOptions): AsyncIterable<LogBatch> {
    return this.inner.subscribe(options);
  }

  head(): Promise<Position | undefined> {
    return this.#timed('head', () => this.inner.head());
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  /** Times the store alone, not what the consumer does between two pages. */
  async *#pages(operation: Operation, pages: AsyncIterable<readonly StoredEvent[]>): AsyncGenerator<readonly StoredEvent[]> {
    const reading = pages[Symbol.asyncIterator]();
    try {
      for (;;) {
        const { done, value } = await this.#timed(operation, () => reading.next());
        if (done === true) return;
        yield value;
      }
    } finally {
      await reading.return?.();
    }
  }

  async #timed<T>(operation: Operation, work: () => Promise<T>): Promise<T> {
    const { metrics, elapsed } = this.watch;
    const begun = elapsed();
    const seen = (outcome: 'ok' | 'failed'): void => metrics.storeRead.observe({ operation, outcome }, (elapsed() - begun) / 1000);
    try {
      const result = await work();
      seen('ok');
      this.#trouble.answered();
      return result;
    } catch (error) {
      seen('failed');
      this.#trouble.failed(operation, error);
      throw error;
    }
  }

  /** The span that projections on any node link to: trace and span id follow from what stands in the events. */
  #startSpan(category: string, events: readonly EventToAppend[]): Span | undefined {
    const { tracing } = this.watch;
    if (!tracing.isOn) return undefined;
    const origin = originOf(events[0]?.metadata ?? '');
    if (origin === undefined) return undefined;
    const { correlationId, commandId } = origin;
    const scope = currentScope();
    const parent = scope?.correlationId === correlationId ? scope.span : undefined;
    return tracing.start({
      name: `append ${category}`,
      kind: SpanKind.CLIENT,
      correlationId,
      parent,
      spanId: this.#isFirstUnder(parent) ? appendSpanIdOf(commandId) : undefined,
      attributes: { 'parkledger.stream.category': category, 'parkledger.events.count': events.length },
    });
  }

  #isFirstUnder(parent: Span | undefined): boolean {
    if (parent === undefined) return true;
    const first = !this.#spanned.has(parent);
    this.#spanned.add(parent);
    return first;
  }
}
