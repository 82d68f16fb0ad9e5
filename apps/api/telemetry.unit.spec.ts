import { readTelemetry } from './telemetry.js';

const service = {};
const terminal = { isTTY: true };

describe('What a node tells of itself', () => {
  it('is everything as JSON for a service manager, and only what goes wrong, in words, for a person at a terminal', () => {
    expect(readTelemetry({}, service)).toEqual({ log: { level: 'info', form: 'json' } });
    expect(readTelemetry({}, terminal)).toEqual({ log: { level: 'warn', form: 'terminal' } });
    expect(readTelemetry({ LOG_LEVEL: 'silent' }, service).log.level).toBe('silent');
  });

  it('refuses a level that is none in one line', () => {
    expect(() => readTelemetry({ LOG_LEVEL: 'loud' }, service)).toThrow(/^LOG_LEVEL 的值「loud」不是日志级别；可用的有 [^\n]*warn[^\n]*$/);
  });

  it.each([
    [{}, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }, true],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector:4318/v1/traces' }, true],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', OTEL_SDK_DISABLED: 'true' }, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', OTEL_TRACES_EXPORTER: 'none' }, false],
  ])('holds traces where a collector is named: %p', (env, traced) => {
    expect('traces' in readTelemetry(env, service)).toBe(traced);
  });
});
