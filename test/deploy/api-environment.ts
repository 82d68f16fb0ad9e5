import { environmentNames } from '../../apps/api/config.js';
import { telemetryEnvironmentNames } from '../../apps/api/telemetry.js';

/** The names that an api node reads from its environment: the settings', and those that are read where logs and traces are set up. */
export const apiEnvironment: readonly string[] = [...environmentNames, ...telemetryEnvironmentNames];
