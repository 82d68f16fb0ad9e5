// The package's door shows whole Sigstore bundles only; its inclusion check is a file of its own.
import { verifyMerkleInclusion } from '@sigstore/verify/dist/tlog/merkle.js';

type Entry = Parameters<typeof verifyMerkleInclusion>[0];
type Head = Parameters<typeof verifyMerkleInclusion>[1];

/** Whether Sigstore's client takes an inclusion proof. */
export function sigstoreAccepts(data: Uint8Array, index: bigint, hashes: readonly Uint8Array[], size: bigint, root: Uint8Array): boolean {
  // It reads no more of an entry and of a checkpoint than this.
  const entry = { canonicalizedBody: data, inclusionProof: { logIndex: String(index), hashes } } as unknown as Entry;
  const head = { logSize: size, logHash: root } as unknown as Head;
  try {
    verifyMerkleInclusion(entry, head);
    return true;
  } catch {
    return false;
  }
}
