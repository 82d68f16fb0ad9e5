import type { EventToAppend } from '#libs/event-store';
import { commandIdOf, type EventRegistry, inputHashOf, type Ledger, writeEvents } from '#libs/event-sourcing';
import { type CheckpointEvent, CHECKPOINT_STREAM } from './events.js';

/** The actor of signed heads: no person signs. */
const SEALER = { account: 'process:sealing', role: 'process' } as const;

/** Whose heads are recorded, and with what. */
export interface HeadRecorder {
  readonly registry: EventRegistry;
  readonly ledger: Pick<Ledger, 'ledgerId' | 'keys'>;
}

/** An event of the stream `checkpoint` as it is stored. The same key and event make the same id on every node. */
export function headEvent(
  { registry, ledger }: HeadRecorder,
  event: CheckpointEvent,
  { key, command, at }: { readonly key: string; readonly command: string; readonly at: string },
): EventToAppend[] {
  const commandId = commandIdOf({ ledgerId: ledger.ledgerId, account: SEALER.account, key, target: CHECKPOINT_STREAM });
  const common = {
    commandId,
    inputHash: inputHashOf(ledger.keys.inputKey, CHECKPOINT_STREAM, { type: command, note: event.data.note }),
    correlationId: commandId,
    causationId: commandId,
    actor: SEALER,
    recordedAt: at,
  };
  return writeEvents(registry, ledger.keys.saltKey, CHECKPOINT_STREAM, common, [event]);
}
