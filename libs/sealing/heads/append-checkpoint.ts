import { EventIdConflictError, type EventStore, WrongExpectedRevisionError } from '#libs/event-store';
import { commandIdOf, type EventRegistry, inputHashOf, type Ledger, writeEvents } from '#libs/event-sourcing';
import { type CheckpointEvent, CHECKPOINT_STREAM } from './events.js';
import { signedHead } from './read-checkpoints.js';

/** The actor of signed heads: no person signs. */
const SEALER = { account: 'process:sealing', role: 'process' } as const;

/** Whose heads are recorded, and with what. */
export interface HeadRecorder {
  readonly registry: EventRegistry;
  readonly ledger: Pick<Ledger, 'ledgerId' | 'keys'>;
}

/**
 * Records a signed head behind the one at revision `after` (absent: as the first). The same head at the same place is recorded once, whichever node comes first.
 * @returns its revision, or nothing where another head stands there: read on, and go on from that one
 * @throws StoreUnavailableError
 */
export async function appendCheckpoint(
  store: EventStore,
  { registry, ledger }: HeadRecorder,
  head: { readonly note: string; readonly after: number | undefined; readonly at: string },
): Promise<number | undefined> {
  const { note, after, at } = head;
  const { origin, size } = signedHead(note).checkpoint;
  const event: CheckpointEvent = { type: 'CheckpointSigned', data: { note } };
  const key = `${origin} ${size} ${after ?? 'first'}`;
  const commandId = commandIdOf({ ledgerId: ledger.ledgerId, account: SEALER.account, key, target: CHECKPOINT_STREAM });
  const common = {
    commandId,
    inputHash: inputHashOf(ledger.keys.inputKey, CHECKPOINT_STREAM, { type: 'SignCheckpoint', note }),
    correlationId: commandId,
    causationId: commandId,
    actor: SEALER,
    recordedAt: at,
  };
  try {
    const written = writeEvents(registry, ledger.keys.saltKey, CHECKPOINT_STREAM, common, [event]);
    return (await store.append(CHECKPOINT_STREAM, after ?? 'noStream', written)).revision;
  } catch (error) {
    if (error instanceof WrongExpectedRevisionError || error instanceof EventIdConflictError) return undefined;
    throw error;
  }
}
