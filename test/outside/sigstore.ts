import { createRequire } from 'node:module';

interface Entry {
  readonly canonicalizedBody: Uint8Array;
  readonly inclusionProof: { readonly logIndex: string; readonly hashes: readonly Uint8Array[] };
}
interface Head {
  readonly logSize: bigint;
  readonly logHash: Uint8Array;
}

// The package's door shows whole Sigstore bundles only; its inclusion check is a file of its own.
const { verifyMerkleInclusion } = createRequire(import.meta.url)('@sigstore/verify/dist/tlog/merkle.js') as {
  verifyMerkleInclusion(entry: Entry, checkpoint: Head): void;
};

/** Whether Sigstore's client takes an inclusion proof. */
export function sigstoreAccepts(data: Uint8Array, index: bigint, hashes: readonly Uint8Array[], size: bigint, root: Uint8Array): boolean {
  try {
    verifyMerkleInclusion(
      { canonicalizedBody: data, inclusionProof: { logIndex: String(index), hashes } },
      { logSize: size, logHash: root },
    );
    return true;
  } catch {
    return false;
  }
}
