import { type SpanContext, TraceFlags } from '@opentelemetry/api';

/** Which events a span is about, as their metadata tells. */
export interface Origin {
  readonly correlationId: string;
  /** The command that appended them. */
  readonly commandId: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The trace in which everything with this correlation id stands, on whichever node it happens and however much later: the UUID's 16 bytes. The events carry the correlation id, so nothing has to be
 * handed along. W3C Trace Context (Level 2, trace-id and random-trace-id flag) asks for 16 bytes, not all zero, the right-most 7 of them random: so they are in UUIDs of version 4 (random) and
 * 5 (a hash). Samplers that go by the trace id therefore decide alike on every node. undefined: a text that is no UUID, or the nil UUID.
 */
export function traceIdOf(correlationId: string): string | undefined {
  if (!UUID.test(correlationId)) return undefined;
  const id = correlationId.replaceAll('-', '');
  return /^0+$/.test(id) ? undefined : id;
}

/** The id of the span that appended a command's events: the first 8 bytes of the command's id, which stands in the events. */
export function appendSpanIdOf(commandId: string): string | undefined {
  const id = traceIdOf(commandId)?.slice(0, 16);
  return id === undefined || /^0+$/.test(id) ? undefined : id;
}

/** The span that appended some events, for a link to it. */
export function appendSpanOf({ correlationId, commandId }: Origin): SpanContext | undefined {
  const [traceId, spanId] = [traceIdOf(correlationId), appendSpanIdOf(commandId)];
  if (traceId === undefined || spanId === undefined) return undefined;
  return { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
}

/** Where events come from, by the metadata of one of them as it is stored; undefined where it is not the house's: nobody's append fails for want of a span. */
export function originOf(metadata: string): Origin | undefined {
  try {
    const { correlationId, commandId } = JSON.parse(metadata) as Partial<Origin>;
    return typeof correlationId === 'string' && typeof commandId === 'string' ? { correlationId, commandId } : undefined;
  } catch {
    return undefined;
  }
}
