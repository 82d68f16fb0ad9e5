import type { EventStore, Position, StoredEvent } from '#libs/event-store';
import { parseStreamName } from '#libs/kernel';

/** What the log holds of a command that was carried out already. */
export interface DoneCommand {
  readonly id: string;
  readonly firstEvent: Readonly<Record<string, unknown>>;
}

/** The commands whose events stand in the log, by their ids: what an earlier start or another node has sent need not be sent again. */
export class DoneCommands {
  readonly #done = new Map<string, DoneCommand>();
  #readTo: Position | undefined;

  constructor(private readonly store: EventStore) {}

  get size(): number {
    return this.#done.size;
  }

  find(commandId: string): DoneCommand | undefined {
    return this.#done.get(commandId);
  }

  /** Reads on to the end of the log. */
  async refresh(): Promise<void> {
    for await (const page of this.store.readAll(this.#readTo === undefined ? {} : { after: this.#readTo })) {
      for (const event of page) {
        const commandId = commandIdIn(event);
        if (this.#done.has(commandId)) continue;
        this.#done.set(commandId, { id: parseStreamName(event.stream).id, firstEvent: JSON.parse(event.data) as Record<string, unknown> });
      }
      this.#readTo = page.at(-1)?.position ?? this.#readTo;
    }
  }
}

function commandIdIn(event: StoredEvent): string {
  return (JSON.parse(event.metadata) as { commandId: string }).commandId;
}
