import { isValidSpanId, isValidTraceId } from '@opentelemetry/api';
import fc from 'fast-check';
import { deriveId } from '#libs/kernel';
import { uuid } from '#libs/event-sourcing/testing';
import { appendSpanOf, originOf, traceIdOf } from './ids.js';

describe('The trace of a correlation', () => {
  it('is its UUID without the dashes', () => {
    expect(traceIdOf('8c5c9b0a-53b7-4f0e-9d3e-0a1b2c3d4e5f')).toBe('8c5c9b0a53b74f0e9d3e0a1b2c3d4e5f');
  });

  it('is valid for every UUID, made by lot or derived, and the same each time', () => {
    const correlations = fc.oneof(
      fc.uuid(),
      fc.string().map((name) => deriveId(uuid('namespace'), name)),
    );
    fc.assert(
      fc.property(correlations, correlations, (correlationId, commandId) => {
        const span = appendSpanOf({ correlationId, commandId });
        expect([isValidTraceId(span?.traceId ?? ''), isValidSpanId(span?.spanId ?? '')]).toEqual([true, true]);
        expect(appendSpanOf({ correlationId, commandId })).toEqual(span);
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it.each(['00000000-0000-0000-0000-000000000000', '', 'no uuid', '8C5C9B0A-53B7-4F0E-9D3E-0A1B2C3D4E5F'])(
    'is left to the lot for %p',
    (text) => {
      expect(traceIdOf(text)).toBeUndefined();
      expect(appendSpanOf({ correlationId: text, commandId: uuid('c') })).toBeUndefined();
    },
  );
});

describe('The origin of an event', () => {
  it('is told by its metadata, whatever else stands there', () => {
    const origin = { correlationId: uuid('c'), commandId: uuid('d') };
    expect(originOf(JSON.stringify({ ...origin, salt: 'x' }))).toEqual(origin);
  });

  it.each(['', '{}', 'null', '[', '{"correlationId":1,"commandId":2}'])('is not known from %p', (metadata) => {
    expect(originOf(metadata)).toBeUndefined();
  });
});
