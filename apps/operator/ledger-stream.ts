import { EventRegistry, EventSchemaError, eventSourcingErrors, LEDGER_STREAM, type LedgerEvent, type Recorded } from '#libs/event-sourcing';
import type { EventStore, StoredEvent } from '#libs/event-store';

/** A stretch of the log under one name. */
export interface Epoch {
  readonly origin: string;
  /** Where the next one begins: heads of this name beyond that size sign what was lost. Absent: the present one. */
  readonly until?: bigint;
}

/** What `ledger-main` says of a ledger. */
export interface LedgerFacts {
  readonly ledgerId: string;
  readonly jurisdiction: string;
  readonly sample: boolean;
  readonly keyIds: { readonly input: string; readonly salt: string };
  /** In order; the last is the present one. */
  readonly epochs: readonly Epoch[];
}

/** @throws `ledger.notALedger`, StoreUnavailableError */
export async function ledgerFacts(store: EventStore): Promise<LedgerFacts> {
  const registry = new EventRegistry();
  let facts: LedgerFacts | undefined;
  for await (const page of store.readStream(LEDGER_STREAM)) {
    for (const stored of page) {
      if (stored.type !== 'LedgerOpened' && stored.type !== 'LogEpochOpened') continue;
      const event = checked(registry, stored);
      if (event.type === 'LedgerOpened') {
        const { ledgerId, jurisdiction, sample, keyIds, logOrigin } = event.data;
        facts = { ledgerId, jurisdiction, sample, keyIds, epochs: [{ origin: logOrigin }] };
      }
      if (event.type === 'LogEpochOpened' && facts) facts = { ...facts, epochs: withNext(facts.epochs, event.data) };
    }
  }
  if (facts === undefined) throw eventSourcingErrors.error('ledger.notALedger', { type: (await firstType(store)) ?? null });
  return facts;
}

function checked(registry: EventRegistry, stored: StoredEvent): Recorded<LedgerEvent> {
  try {
    return registry.check(stored) as Recorded<LedgerEvent>;
  } catch (error) {
    if (error instanceof EventSchemaError) throw eventSourcingErrors.error('ledger.notALedger', { type: stored.type });
    throw error;
  }
}

/** The name that the log bears now. */
export function presentOrigin({ epochs }: LedgerFacts): string {
  return epochs.at(-1)!.origin;
}

function withNext(epochs: readonly Epoch[], opened: { readonly origin: string; readonly restoredTo: string }): readonly Epoch[] {
  return [...epochs.slice(0, -1), { ...epochs.at(-1)!, until: BigInt(opened.restoredTo) }, { origin: opened.origin }];
}

async function firstType(store: EventStore): Promise<string | undefined> {
  for await (const page of store.readAll({ maxCount: 1 })) return page[0]?.type;
  return undefined;
}
