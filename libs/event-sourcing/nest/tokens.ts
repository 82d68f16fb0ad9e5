import type { Projection } from '../projection.js';
import type { EventStore } from '#libs/event-store';
import type { Ledger } from '../ledger/ledger.js';
import type { Observers } from '../observers.js';
import type { EventRegistry } from '../registry/event-registry.js';
import type { LogEntry } from '../events.js';

/** Injects the EventStore: `@Inject(EventStoreToken) store: EventStore`. */
export const EventStoreToken = Symbol('EventStore');

/** Injects what the module was made with. */
export const EventSourcingOptionsToken = Symbol('EventSourcingOptions');

export interface EventSourcingOptions {
  /** An open store. Who opened it closes it, after the application. */
  readonly store: EventStore;
  /** The open ledger in the store. */
  readonly ledger: Ledger;
  /** Every event type of every context. */
  readonly registry: EventRegistry;
  /** Every projection of every context. */
  readonly projections: readonly Projection[];
  /** Folder of this node's derived files: `reads/` and `processes/` in it. May be deleted while the node is down. */
  readonly folder: string;
  /** Told of entries once they can be read. */
  readonly observe?: (entries: readonly LogEntry[]) => void;
  readonly observers?: Observers;
}
