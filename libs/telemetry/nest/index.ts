export { FrameworkLog } from './framework-log.js';
export { TelemetryModule } from './telemetry.module.js';
