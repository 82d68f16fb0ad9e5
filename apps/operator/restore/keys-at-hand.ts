import { randomBytes } from 'node:crypto';
import { eventSourcingErrors, type LedgerKeys, loadLedgerKeys } from '#libs/event-sourcing';
import { DomainError } from '#libs/kernel';
import type { LedgerFacts } from '../ledger-stream.js';

/**
 * The ledger's keys, if they lie in that file, held against the ids that LedgerOpened names. undefined: there is no such file. A sample has none and needs none.
 * @throws `keys.other`, `keys.mode`, `keys.malformed`
 */
export function keysAtHand(file: string, { keyIds: { input, salt } }: Pick<LedgerFacts, 'keyIds'>): LedgerKeys | undefined {
  const keys = loadedKeys(file);
  if (keys === undefined || (keys.ids.input === input && keys.ids.salt === salt)) return keys;
  throw eventSourcingErrors.error('keys.other', { input: keys.ids.input, salt: keys.ids.salt, wantedInput: input, wantedSalt: salt });
}

function loadedKeys(file: string): LedgerKeys | undefined {
  try {
    return loadLedgerKeys(file, randomBytes);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'keys.missing') return undefined;
    throw error;
  }
}
