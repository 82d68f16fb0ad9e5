import {
  type Attributes,
  type Link,
  ProxyTracerProvider,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { traceIdOf } from './ids.js';

/** Ids that a span shall have; what is absent is made by lot. */
export interface WantedIds {
  readonly traceId?: string;
  readonly spanId?: string;
}

/** Where spans go. Without a collector nowhere: nothing is recorded. */
export interface TraceSink {
  readonly tracer: Tracer;
  readonly withIds: <T>(wanted: WantedIds, start: () => T) => T;
  /** Sends what has not been sent yet. */
  close(): Promise<void>;
}

export interface SpanStart {
  readonly name: string;
  readonly kind?: SpanKind;
  /** Names the trace. */
  readonly correlationId: string;
  /** The span above it, in this process and of the same correlation. */
  readonly parent?: Span | undefined;
  readonly spanId?: string | undefined;
  /** Spans in other places of the story that it goes back to. */
  readonly links?: readonly (SpanContext | undefined)[];
  readonly attributes?: Attributes;
}

/** Without a collector. */
export const noSink: TraceSink = {
  tracer: new ProxyTracerProvider().getTracer('parkledger'),
  withIds: (_wanted, start) => start(),
  close: () => Promise.resolve(),
};

/** Spans of one node. Contexts are handed along by the house's own scope, so that several nodes can live in one process and no global of the API is set. */
export class Tracing {
  constructor(private readonly sink: TraceSink) {}

  /** Whether anything is recorded at all: what only a span would show need not be worked out. */
  get isOn(): boolean {
    return this.sink !== noSink;
  }

  start({ name, kind = SpanKind.INTERNAL, correlationId, parent, spanId, links = [], attributes = {} }: SpanStart): Span {
    const context = parent === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, parent);
    const traceId = traceIdOf(correlationId);
    const wanted = { ...(traceId === undefined ? {} : { traceId }), ...(spanId === undefined ? {} : { spanId }) };
    const known: Link[] = links.flatMap((context) => (context === undefined ? [] : [{ context }]));
    return this.sink.withIds(wanted, () => this.sink.tracer.startSpan(name, { kind, attributes, links: known }, context));
  }

  close(): Promise<void> {
    return this.sink.close();
  }
}

/** Marks a span as gone wrong by a code or an error's class: its message may quote a payload. */
export function spanFailed(span: Span, type: string): void {
  span.setAttribute('error.type', type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}
