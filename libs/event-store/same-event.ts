import type { EventToAppend } from './port.js';

/**
 * Whether a proposed event is the stored one sent again: same id, type and data to the byte, and the same command with the same input in the metadata
 * (`commandId`, `inputHash`). What may differ between two tries of one command (recordedAt, correlation) does not count.
 */
export function sameEvent(stored: EventToAppend, proposed: EventToAppend): boolean {
  return (
    stored.id === proposed.id &&
    stored.type === proposed.type &&
    stored.data === proposed.data &&
    sameCommand(stored.metadata, proposed.metadata)
  );
}

function sameCommand(stored: string, proposed: string): boolean {
  if (stored === proposed) return true;
  const [a, b] = [JSON.parse(stored) as Partial<Command>, JSON.parse(proposed) as Partial<Command>];
  return a.commandId === b.commandId && a.inputHash === b.inputHash;
}

interface Command {
  readonly commandId: string;
  readonly inputHash: string;
}
