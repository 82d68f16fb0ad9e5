import { type EventStore, type Position, UnknownPositionError } from '#libs/event-store';

/** The last event that a derived file knows of. */
export interface LastKnown {
  readonly eventId: string;
  /** Position of the event before it; null where it is the first of all. */
  readonly positionBefore: Position | null;
}

/** Whether the store's log holds, where a derived file ends, the event that the file says: not so after a restored or exchanged store. */
export async function stillHolds(store: EventStore, last: LastKnown): Promise<boolean> {
  const after = last.positionBefore === null ? {} : { after: last.positionBefore };
  try {
    for await (const page of store.readAll({ ...after, maxCount: 1 })) if (page[0]) return page[0].id === last.eventId;
  } catch (error) {
    if (!(error instanceof UnknownPositionError)) throw error;
  }
  return false;
}
