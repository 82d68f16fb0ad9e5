export type { LogFields } from './log/lines.js';
export { logLevels, type LogLevel, type LogOptions } from './log/log.js';
export { Telemetry, type TelemetryOptions } from './telemetry.js';
