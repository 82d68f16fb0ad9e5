import { logLevels, type LogLevel, type TelemetryOptions } from '#libs/telemetry';
import { ConfigError } from './config.js';

/** The names that are read here; the rest of OTEL_* is the SDK's. */
export const telemetryEnvironmentNames = ['LOG_LEVEL', 'OTEL_EXPORTER_OTLP_ENDPOINT'] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What the node tells of itself, by the environment: LOG_LEVEL, and the standard OTEL_EXPORTER_OTLP_ENDPOINT, which switches traces on. Lines go to stderr. A person at a
 * terminal is told of what goes wrong only, and in words; a service manager gets everything as JSON.
 */
export function readTelemetry(env: Environment, terminal: { readonly isTTY?: boolean }): TelemetryOptions {
  const isTerminal = terminal.isTTY === true;
  const level = env.LOG_LEVEL ?? (isTerminal ? 'warn' : 'info');
  if (!isLogLevel(level)) throw new ConfigError(`LOG_LEVEL 的值「${level}」不是日志级别；可用的有 ${logLevels.join('、')}`);
  return { log: { level, form: isTerminal ? 'terminal' : 'json' }, ...(wantsTraces(env) ? { traces: {} } : {}) };
}

/** The specification's own switches count: OTEL_SDK_DISABLED and OTEL_TRACES_EXPORTER=none. */
function wantsTraces(env: Environment): boolean {
  if (env.OTEL_SDK_DISABLED?.toLowerCase() === 'true' || env.OTEL_TRACES_EXPORTER === 'none') return false;
  return Boolean(env.OTEL_EXPORTER_OTLP_ENDPOINT) || Boolean(env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT);
}

function isLogLevel(text: string): text is LogLevel {
  return (logLevels as readonly string[]).includes(text);
}
