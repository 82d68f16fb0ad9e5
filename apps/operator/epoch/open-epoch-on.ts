import { EvidenceFolder } from '#libs/evidence';
import type { LedgerAddress } from '../address.js';
import { type HeldHead, headsIn, signedFolder } from '../backup/held-heads.js';
import type { WorkOptions } from '../backup/work.js';
import { keySourceOf } from '../ledger-keys.js';
import { ledgerFacts } from '../ledger-stream.js';
import { openAddress } from '../open-address.js';
import type { Places } from '../places.js';
import type { EpochGrounds } from './command-line.js';
import { documentFrom } from './document.js';
import { type OpenedEpoch, openEpoch } from './open-epoch.js';

export interface EpochOnRequest extends WorkOptions {
  readonly on: LedgerAddress;
  readonly places: Pick<Places, 'dataDir' | 'evidenceDir' | 'keysFile'>;
  readonly grounds: EpochGrounds;
  /** Heads held elsewhere; the node's own are looked up. */
  readonly held: readonly HeldHead[];
  /** As in EpochRequest. */
  readonly restoredTo?: bigint | undefined;
}

/** Opens an epoch of the ledger at an address, with the document put among its evidence. @throws what openEpoch and documentFrom throw, `keys.…`, FolderLockedError */
export async function openEpochOn({ on, places, grounds, held, restoredTo, progress, signal }: EpochOnRequest): Promise<OpenedEpoch[]> {
  const { store, close } = await openAddress(on, 'existing');
  try {
    const keys = keySourceOf(await ledgerFacts(store), places.keysFile);
    const evidence = await EvidenceFolder.open(places.evidenceDir, { keys: keys.existing().files });
    const { reason, account } = grounds;
    const document = await documentFrom(grounds.document, grounds.title, evidence, account);
    const known = [...held, ...(await headsIn(signedFolder(places.dataDir)))];
    return await openEpoch({ store, held: known, restoredTo, keys, reason, document, account, progress, signal });
  } finally {
    await close();
  }
}

/** What was opened, and what is gone, in words. */
export function epochInWords({ epoch, origin, restoredTo, largestKnown }: OpenedEpoch): string {
  const [first, last] = [BigInt(restoredTo), BigInt(largestKnown) - 1n];
  return `已记入第 ${epoch} 个日志期「${origin}」：账本保留到 ${restoredTo} 条；签署过而今没有的是日志序号 ${first} 至 ${last} 的 ${last - first + 1n} 个事件。`;
}
