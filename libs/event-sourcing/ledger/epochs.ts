import type { LedgerEvent } from './events.js';

/** A stretch of the log under one name. */
export interface LogEpoch {
  /** From 1. */
  readonly epoch: number;
  /** The name that checkpoints bear from the event `openedBy` on. */
  readonly origin: string;
  /** Id of the event that opened it: LedgerOpened or LogEpochOpened. The tree of the epoch's smallest checkpoint has this event. */
  readonly openedBy: string;
}

/** The name of a later epoch, derived from the first one's. */
export function epochOrigin(first: string, epoch: number): string {
  return `${first}/epoch-${epoch}`;
}

/** The log's epochs, from the events of `ledger-main` in their order. */
export function logEpochs(events: Iterable<LedgerEvent & { readonly id: string }>): readonly LogEpoch[] {
  const epochs: LogEpoch[] = [];
  for (const { id, type, data } of events) {
    if (type === 'LedgerOpened') epochs.push({ epoch: 1, origin: data.logOrigin, openedBy: id });
    if (type === 'LogEpochOpened') epochs.push({ epoch: data.epoch, origin: data.origin, openedBy: id });
  }
  return epochs;
}

/** The name of the log after these events of `ledger-main`. */
export function originAt(events: Iterable<LedgerEvent & { readonly id: string }>): string {
  const last = logEpochs(events).at(-1);
  if (last === undefined) throw new TypeError('the events of ledger-main begin with LedgerOpened');
  return last.origin;
}
