import { LEDGER_STREAM, type LedgerEvent, logEpochs } from '#libs/event-sourcing';
import type { EventStore } from '#libs/event-store';
import { cosignedHead, type LogKeySource, readCheckpoints, type RecordedHead } from '#libs/sealing';
import { ed25519Signer, formatVerifierKey, type LogTree } from '#libs/transparency';
import { type BundleSources, type EvidenceSource, sheetsFrom } from './sources.js';

/** What a ledger has at hand for a bundle. */
export interface LedgerAtHand {
  readonly store: EventStore;
  /** The log's tree, with at least so many leaves. */
  readonly tree: (size: bigint) => Promise<LogTree>;
  /** The log's verifier keys, one a line. */
  readonly verifierKeys: BundleSources['verifierKeys'];
  readonly evidence: EvidenceSource;
  /** Computes a run from its pins. */
  readonly compute: Parameters<typeof sheetsFrom>[0];
}

/** A bundle's sources over a ledger's own store, tree and folders. */
export function ledgerSources({ store, tree, verifierKeys, evidence, compute }: LedgerAtHand): BundleSources {
  return {
    store,
    checkpoints: async function* () {
      let newest: RecordedHead | undefined;
      for await (const head of readCheckpoints(store)) {
        if (newest) yield newest.note;
        newest = head;
      }
      // It is the one that a trust file's quorum is asked for.
      if (newest) yield (await cosignedHead(store, newest)).note;
    },
    verifierKeys,
    inclusionProof: async (index, size) => (await tree(size)).inclusionProof(index, size),
    sheets: sheetsFrom(compute),
    evidence,
  };
}

/** The verifier keys of a log under each of its names, for whoever has its keys at hand; none where there are no keys. */
export async function verifierKeysOf(store: EventStore, logKeys: Pick<LogKeySource, 'existing'>): Promise<readonly string[]> {
  const keys = logKeys.existing() ?? [];
  const origins = logEpochs(await ledgerEvents(store)).map(({ origin }) => origin);
  return origins.flatMap((origin) => keys.map((key) => formatVerifierKey(ed25519Signer(origin, key).verifier)));
}

async function ledgerEvents(store: EventStore): Promise<(LedgerEvent & { readonly id: string })[]> {
  const events: (LedgerEvent & { readonly id: string })[] = [];
  for await (const page of store.readStream(LEDGER_STREAM)) {
    for (const { id, type, data } of page) events.push({ id, type, data: JSON.parse(data) } as (typeof events)[number]);
  }
  return events;
}
