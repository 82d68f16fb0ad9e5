import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import type { LogLevel } from '../log/log.js';
import type { TelemetryOptions } from '../telemetry.js';

/** A line as a machine reads it. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly event: string; readonly level: string };

/** Telemetry that a test can read: all lines, all spans. */
export interface MemoryTelemetry {
  readonly options: TelemetryOptions;
  readonly lines: readonly LogLine[];
  /** Complete once the telemetry was closed. */
  readonly spans: readonly ReadableSpan[];
  /** All that was written, as text. */
  everything(): string;
}

export function memoryTelemetry(level: LogLevel = 'trace'): MemoryTelemetry {
  const lines: LogLine[] = [];
  const spans: ReadableSpan[] = [];
  const to = { write: (line: string): void => void lines.push(JSON.parse(line) as LogLine) };
  const exporter = {
    export(ended: ReadableSpan[], done: (result: { code: number }) => void): void {
      spans.push(...ended);
      done({ code: 0 });
    },
    shutdown: () => Promise.resolve(),
  };
  return {
    options: { log: { level, to }, traces: { exporter } },
    lines,
    spans,
    everything: () => JSON.stringify([lines, spans.map(plainSpan)]),
  };
}

/** What an exporter sends of a span. */
function plainSpan({ name, attributes, events, links, status, resource }: ReadableSpan): unknown {
  return { name, attributes, events, links, status, resource: resource.attributes };
}
