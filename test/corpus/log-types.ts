import { checkpointEvents } from '#libs/sealing';
import { allEvents } from '../../apps/api/composition.js';

/** Every event type that may stand in the log: signed heads are kept outside of it. */
export function logTypes(): string[] {
  return allEvents()
    .catalogue()
    .map(({ type }) => type)
    .filter((type) => !Object.hasOwn(checkpointEvents, type));
}
