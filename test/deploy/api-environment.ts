import { environmentNames } from '../../apps/api/config.js';

/** The names that an api node reads from its environment: the settings', and those that are read where logs and traces are set up. */
export const apiEnvironment: readonly string[] = [...environmentNames, 'LOG_LEVEL', 'OTEL_EXPORTER_OTLP_ENDPOINT'];
