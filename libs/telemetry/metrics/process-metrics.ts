import { collectDefaultMetrics, Registry } from 'prom-client';

let known: Registry | undefined;

/** Memory, CPU, event loop and garbage collection: of the process, so one for all nodes in it; watched from the first look on. */
export function processMetrics(): Registry {
  if (known) return known;
  known = new Registry();
  collectDefaultMetrics({ register: known });
  return known;
}
