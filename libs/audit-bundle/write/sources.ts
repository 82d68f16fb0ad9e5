import type { EventStore } from '#libs/event-store';
import type { EvidenceDescription } from '#libs/evidence';
import { DomainError } from '#libs/kernel';
import type { Sheet } from '#libs/scoring';
import type { Hash } from '#libs/transparency';

/** Where a bundle takes its content from. Everything is read while it is written, nothing is kept. */
export interface BundleSources {
  readonly store: Pick<EventStore, 'readAll' | 'readStream'>;
  /** The signed checkpoints, oldest first, as notes. */
  checkpoints(): AsyncIterable<string>;
  /** The verifier keys of the log, oldest first. */
  verifierKeys(): Promise<readonly string[]>;
  /** The inclusion path of an event in the tree of `size` events. */
  inclusionProof(index: bigint, size: bigint): Promise<readonly Hash[]>;
  /** The sheets of a run, recomputed; nothing where the run can't be computed from what the ledger says. */
  sheets(year: number, run: number): Promise<readonly Sheet[]>;
  readonly evidence: EvidenceSource;
}

/** Delivered files by hash. */
export interface EvidenceSource {
  has(hash: string): Promise<boolean>;
  open(hash: string): Promise<Uint8Array>;
  describe(hash: string): Promise<EvidenceDescription>;
}

/**
 * Sheets of a run as it is computed from its pins. Where the ledger no longer says what the run pinned, there are none: that is for the verifier to find, and no reason to
 * keep the rest from him.
 */
export function sheetsFrom(
  compute: (year: number, run: number) => Promise<{ readonly result: { readonly sheets: readonly Sheet[] } }>,
): BundleSources['sheets'] {
  return async (year, run) => {
    try {
      return (await compute(year, run)).result.sheets;
    } catch (error) {
      if (error instanceof DomainError && error.kind !== 'unavailable') return [];
      throw error;
    }
  };
}
