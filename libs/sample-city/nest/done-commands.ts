import type { EventStore, StoredEvent } from '#libs/event-store';
import { parseStreamName } from '#libs/kernel';

/** What the log holds of a command that an earlier start already carried out. */
export interface DoneCommand {
  readonly id: string;
  readonly firstEvent: Readonly<Record<string, unknown>>;
}

/** The commands whose events stand in the log, by their ids: what a loading that was broken off need not send again. */
export async function doneCommands(store: EventStore): Promise<ReadonlyMap<string, DoneCommand>> {
  const done = new Map<string, DoneCommand>();
  for await (const page of store.readAll()) {
    for (const event of page) {
      const commandId = commandIdIn(event);
      if (done.has(commandId)) continue;
      done.set(commandId, { id: parseStreamName(event.stream).id, firstEvent: JSON.parse(event.data) as Record<string, unknown> });
    }
  }
  return done;
}

function commandIdIn(event: StoredEvent): string {
  return (JSON.parse(event.metadata) as { commandId: string }).commandId;
}
