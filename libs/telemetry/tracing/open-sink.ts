import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { TraceSink } from './tracing.js';

export interface SinkOptions {
  /** Default: OTLP over HTTP, to where the OTEL_EXPORTER_OTLP_* names say. */
  readonly exporter?: SpanExporter;
  /** Told of spans that could not be sent. */
  readonly lost: (spans: number, error: unknown) => void;
}

/** How long closing waits for a collector that does not answer: a stop must not hang on it. */
const CLOSE_MS = 3000;

/**
 * Loads the OpenTelemetry SDK and sends spans in batches. The SDK itself reads the standard names: OTEL_EXPORTER_OTLP_ENDPOINT, …_HEADERS, …_TIMEOUT, OTEL_TRACES_SAMPLER,
 * OTEL_BSP_*, OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES.
 */
export async function openTraceSink({ exporter, lost }: SinkOptions): Promise<TraceSink> {
  const { BasicTracerProvider, BatchSpanProcessor } = await import('@opentelemetry/sdk-trace-base');
  const { detectResources, envDetector, resourceFromAttributes } = await import('@opentelemetry/resources');
  const { DerivedIds } = await import('./derived-ids.js');
  const { WatchedExporter } = await import('./watched-exporter.js');
  const sending = new WatchedExporter(exporter ?? (await otlpExporter()), lost);
  const ids = new DerivedIds();
  const provider = new BasicTracerProvider({
    idGenerator: ids,
    resource: resourceFromAttributes({ 'service.name': 'parkledger' }).merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(sending)],
  });
  return { tracer: provider.getTracer('parkledger'), withIds: ids.withIds, close: () => within(provider.shutdown(), CLOSE_MS) };
}

async function otlpExporter(): Promise<SpanExporter> {
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-proto');
  return new OTLPTraceExporter();
}

async function within(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  // What could not be sent was told to `lost`.
  await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
}
