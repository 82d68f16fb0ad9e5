import {
  type CommandAnswer,
  EventRegistry,
  type KeySource,
  type LedgerEvent,
  ledgerDecider,
  openLedger,
  StoreCommandRunner,
} from '#libs/event-sourcing';
import type { EventStore } from '#libs/event-store';
import type { DocumentRef } from '#libs/evidence';
import { deriveLog } from '../backup/derive-log.js';
import { backupErrors as errors } from '../backup/errors.js';
import { type HeldHead, headsToAsk, largestOf } from '../backup/held-heads.js';
import { type LedgerFacts, ledgerFacts } from '../ledger-stream.js';
import type { WorkOptions } from '../backup/work.js';

export interface EpochRequest extends WorkOptions {
  /** Nobody else may be writing it. */
  readonly store: EventStore;
  /** Heads that outlived the ledger's being put back: the node's own, and those held elsewhere. */
  readonly held: readonly HeldHead[];
  readonly keys: KeySource;
  /**
   * The size that the ledger was put back to, where it was served since and has grown: heads beyond it sign what was lost, whatever stands there now. Default: its present
   * size.
   */
  readonly restoredTo?: bigint | undefined;
  /** Why the ledger was put back; and the document that orders it. */
  readonly reason: string;
  readonly document: DocumentRef;
  /** The account of the administrator who is answerable. */
  readonly account: string;
}

/** What an epoch's event says. */
export type OpenedEpoch = Extract<LedgerEvent, { type: 'LogEpochOpened' }>['data'];

/**
 * Opens a new epoch of the log of a ledger that was put back to an earlier state: an event by the ledger's own command, right behind what was kept, names the size and the
 * root that were kept, the largest size known to be signed, the reason and the document. From it on heads bear a new name, of which none was signed. Where a lost
 * epoch had that very name, and a head of it that is larger than the log is held, the next name is taken: one event each.
 * @returns the epochs opened
 * @throws `backup.nothingLost` where no held head is beyond the log, `backup.otherHistory`, `backup.epochOvertaken`, and what the command refuses
 */
export async function openEpoch(request: EpochRequest): Promise<OpenedEpoch[]> {
  const opened: OpenedEpoch[] = [];
  for (;;) {
    const facts = await ledgerFacts(request.store);
    // What was opened just now has a name of its own, and everything up to it was kept.
    const standing = await standingOf(request, facts, opened.length === 0 ? request.restoredTo : undefined);
    if (standing.lost !== undefined) opened.push(await openOne(request, facts, standing));
    else if (opened.length > 0) return opened;
    else throw nothingLost(request, standing.kept);
  }
}

/** What of a log was kept, and the largest size beyond it that is known to be signed under its present name. */
interface Standing {
  readonly kept: bigint;
  /** Base64, as in a checkpoint. */
  readonly root: string;
  readonly lost: bigint | undefined;
}

/** @throws `backup.otherHistory`: a log that is not what was signed is no state of before, but another one; `backup.sizeDiffers` for a size that the log does not have */
async function standingOf(request: EpochRequest, facts: LedgerFacts, restoredTo: bigint | undefined): Promise<Standing> {
  const asked = headsToAsk(request.held, facts);
  const within = restoredTo === undefined ? asked : asked.filter(({ size }) => size <= restoredTo);
  const progress = (events: number): void => request.progress?.('deriving', events);
  const { size, root, rootThen, beyond } = await deriveLog(request.store, within, { at: restoredTo, progress, signal: request.signal });
  if (restoredTo === undefined) return { kept: size, root, lost: largestOf(beyond)?.size };
  if (rootThen === undefined) throw errors.error('backup.sizeDiffers', { wanted: String(restoredTo), actual: String(size) });
  return { kept: restoredTo, root: rootThen, lost: largestOf(asked.filter((head) => head.size > restoredTo))?.size };
}

async function openOne(request: EpochRequest, facts: LedgerFacts, { kept, root, lost }: Standing): Promise<OpenedEpoch> {
  const { store, keys, reason, document, account } = request;
  const head = await store.head();
  const { jurisdiction, sample } = facts;
  const registry = new EventRegistry();
  const ledger = await openLedger(store, { registry, jurisdiction, sample, keys, logOrigin: noneNew, newLedgerId: noneNew });
  const runner = new StoreCommandRunner({ store, registry, ledger });
  const restoredTo = String(kept);
  const answer = await runner.execute({
    decider: ledgerDecider,
    id: 'main',
    command: { type: 'OpenLogEpoch', restoredTo, root, largestKnown: String(lost), reason, document },
    caller: { account, role: 'admin' },
    key: `open the epoch behind ${facts.epochs.length} at ${restoredTo}`,
  });
  const [event] = answer.events;
  if (event?.type !== 'LogEpochOpened') throw new TypeError('the command opened no epoch');
  await assertNext(store, head, answer);
  return event.data;
}

/** The ledger is there: nothing of it is made anew. */
function noneNew(): never {
  throw new TypeError('an epoch is opened in a ledger that exists');
}

/** The event must be the very next one: otherwise somebody serves the ledger meanwhile, and what the event says of it may not be so. @throws `backup.epochOvertaken` */
async function assertNext(store: EventStore, head: string | undefined, { events: [opened] }: CommandAnswer): Promise<void> {
  for await (const [next] of store.readAll({ ...(head === undefined ? {} : { after: head }), maxCount: 1 })) {
    if (next?.id === opened?.id) return;
  }
  throw errors.error('backup.epochOvertaken');
}

function nothingLost({ held }: EpochRequest, size: bigint): Error {
  return errors.error('backup.nothingLost', { size: String(size), largest: String(largestOf(held)?.size ?? 0n) });
}
