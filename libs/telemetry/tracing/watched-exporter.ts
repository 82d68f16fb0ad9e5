import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';

type Export = SpanExporter['export'];

/** An exporter whose failures are told to the house: the SDK itself would only tell its own diagnostics, addresses and headers included. */
export class WatchedExporter implements SpanExporter {
  constructor(
    private readonly inner: SpanExporter,
    private readonly lost: (spans: number, error: unknown) => void,
  ) {}

  export(spans: ReadableSpan[], done: Parameters<Export>[1]): void {
    this.inner.export(spans, (result) => {
      // 0 is SUCCESS (ExportResultCode of @opentelemetry/core).
      if (result.code !== 0) this.lost(spans.length, result.error);
      done(result);
    });
  }

  forceFlush(): Promise<void> {
    return this.inner.forceFlush?.() ?? Promise.resolve();
  }

  shutdown(): Promise<void> {
    return this.inner.shutdown();
  }
}
