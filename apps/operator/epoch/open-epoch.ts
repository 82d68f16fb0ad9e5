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
import { type DerivedLog, deriveLog } from '../backup/derive-log.js';
import { backupErrors as errors } from '../backup/errors.js';
import { type HeldHead, headsToAsk, largestOf } from '../backup/held-heads.js';
import { type LedgerFacts, ledgerFacts } from '../backup/ledger-stream.js';
import type { WorkOptions } from '../backup/work.js';

export interface EpochRequest extends WorkOptions {
  /** Nobody else may be writing it. */
  readonly store: EventStore;
  /** Heads that outlived the ledger's being put back: the node's own, and those held elsewhere. */
  readonly held: readonly HeldHead[];
  readonly keys: KeySource;
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
    const derived = await derivedFrom(request, facts);
    const lost = largestOf(derived.beyond);
    if (lost) opened.push(await openOne(request, facts, derived, lost.size));
    else if (opened.length > 0) return opened;
    else throw nothingLost(request, derived.size);
  }
}

/** @throws `backup.otherHistory`: a log that is not what was signed is no state of before, but another one */
async function derivedFrom({ store, held, progress, signal }: EpochRequest, facts: LedgerFacts): Promise<DerivedLog> {
  return deriveLog(store, headsToAsk(held, facts), { progress: (events) => progress?.('deriving', events), signal });
}

async function openOne(request: EpochRequest, facts: LedgerFacts, { size, root }: DerivedLog, largest: bigint): Promise<OpenedEpoch> {
  const { store, keys, reason, document, account } = request;
  const head = await store.head();
  const { jurisdiction, sample } = facts;
  const registry = new EventRegistry();
  const ledger = await openLedger(store, { registry, jurisdiction, sample, keys, logOrigin: noneNew, newLedgerId: noneNew });
  const runner = new StoreCommandRunner({ store, registry, ledger });
  const restoredTo = String(size);
  const answer = await runner.execute({
    decider: ledgerDecider,
    id: 'main',
    command: { type: 'OpenLogEpoch', restoredTo, root, largestKnown: String(largest), reason, document },
    caller: { account, role: 'admin' },
    key: `open the epoch behind ${facts.epochs.length} at ${restoredTo}`,
  });
  const [event] = answer.events;
  if (event?.type !== 'LogEpochOpened') throw new TypeError('the command opened no epoch');
  await assertNext(store, head, answer, restoredTo);
  return event.data;
}

/** The ledger is there: nothing of it is made anew. */
function noneNew(): never {
  throw new TypeError('an epoch is opened in a ledger that exists');
}

/** The event must be the very next one: otherwise somebody serves the ledger meanwhile, and what it says of the size is not so. @throws `backup.epochOvertaken` */
async function assertNext(store: EventStore, head: string | undefined, { events }: CommandAnswer, size: string): Promise<void> {
  for await (const [next] of store.readAll({ ...(head === undefined ? {} : { after: head }), maxCount: 1 })) {
    if (next?.id === events[0]?.id) return;
  }
  throw errors.error('backup.epochOvertaken', { size });
}

function nothingLost({ held }: EpochRequest, size: bigint): Error {
  const largest = largestOf(held);
  return errors.error('backup.nothingLost', { size: String(size), largest: largest ? String(largest.size) : '0' });
}
