import type { EventStore } from '#libs/event-store';

/** The steps of a restore, for whoever knows what its target needs around them. */
export interface Filling {
  /** What must be on the disk before the first event is. */
  readonly prepare: () => Promise<void>;
  /** Writes heads and log. */
  readonly bring: (target: EventStore) => Promise<void>;
  /** Compares what another opening finds. */
  readonly compare: (target: EventStore) => Promise<void>;
}
