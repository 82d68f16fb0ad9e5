import type { LedgerAddress } from '../address.js';
import { openAddress } from '../open-address.js';
import type { Filling } from './filling.js';

/** Fills an empty database, or goes on behind a beginning of the same log: a database can't be given its name in the end. @throws TargetDiffersError, StoreUnavailableError */
export async function fillServer(to: LedgerAddress, { prepare, bring, compare }: Filling): Promise<void> {
  const { store, close } = await openAddress(to, 'filling');
  try {
    await prepare();
    await bring(store);
    await compare(store);
  } finally {
    await close();
  }
}
