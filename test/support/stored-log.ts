import type { EventStore, StoredEvent } from '#libs/event-store';
import { openEventStoreDb } from '#libs/event-store/eventstoredb';

/** What a suite looks at in an event's metadata. */
export interface StoredMetadata {
  readonly commandId: string;
  readonly actor: { readonly account: string };
  readonly recordedAt: string;
}

/** The whole log, in order, as it is stored. */
export async function storedLog(store: EventStore): Promise<readonly StoredEvent[]> {
  const log: StoredEvent[] = [];
  for await (const page of store.readAll()) log.push(...page);
  return log;
}

/** The whole log of a database that nodes work on. */
export async function logOfDatabase(address: string): Promise<readonly StoredEvent[]> {
  const store = openEventStoreDb({ address });
  try {
    return await storedLog(store);
  } finally {
    await store.close();
  }
}

export function metadataOf(event: StoredEvent): StoredMetadata {
  return JSON.parse(event.metadata) as StoredMetadata;
}

/** The events of each command, in order of the log. */
export function byCommand(log: readonly StoredEvent[]): ReadonlyMap<string, readonly StoredEvent[]> {
  const commands = new Map<string, StoredEvent[]>();
  for (const event of log) {
    const { commandId } = metadataOf(event);
    commands.set(commandId, [...(commands.get(commandId) ?? []), event]);
  }
  return commands;
}
