import { RandomIdGenerator, type IdGenerator } from '@opentelemetry/sdk-trace-base';
import type { WantedIds } from './tracing.js';

/**
 * Gives the next span the ids that were asked for, and random ones otherwise. The OpenTelemetry specification leaves the making of ids to the application (trace/sdk.md,
 * «Id Generators»); that way spans in a derived trace are true roots, decided on by the sampler, and hang under no parent that nobody ever sent.
 */
export class DerivedIds implements IdGenerator {
  readonly #random = new RandomIdGenerator();
  #wanted: WantedIds = {};

  /** The SDK asks for a span's ids while it starts the span, before `start` returns. */
  readonly withIds = <T>(wanted: WantedIds, start: () => T): T => {
    this.#wanted = wanted;
    try {
      return start();
    } finally {
      this.#wanted = {};
    }
  };

  generateTraceId(): string {
    return this.#wanted.traceId ?? this.#random.generateTraceId();
  }

  generateSpanId(): string {
    return this.#wanted.spanId ?? this.#random.generateSpanId();
  }
}
