import { readFileSync } from 'node:fs';
import { EventRegistry, ReadingRunner } from '#libs/event-sourcing';
import { dossierEvents } from '#libs/dossier';
import { awardEvents, evaluationEvents, runEvents } from '#libs/evaluation';
import { LedgerSources, RunSource } from '#libs/evaluation/nest';
import type { EventStore, StoredEvent } from '#libs/event-store';
import { MemoryEventStore } from '#libs/event-store/memory';
import { leaf } from '#libs/kernel';
import { enterpriseEvents, parkEvents, tenancyEvents, zoneEvents } from '#libs/registry';
import { schemeEvents } from '#libs/rulebook';
import { formatVerifierKey, leafHash, LogTree, MemoryTileStore, signCheckpoint } from '#libs/transparency';
import { signerOf } from '#libs/transparency/testing';
import { type BundleSources, sheetsFrom } from '../write/index.js';

type Kept = Omit<StoredEvent, 'position'>;

/** The small city that every release keeps (test/corpus): two years, three editions of the first; accidents, mergers, corrections. */
export function corpusEvents(): readonly Kept[] {
  const text = readFileSync('test/corpus/0.1.0/events.ndjson', 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Kept);
}

/** A file that somebody delivered, made up from its hash: the corpus keeps none. */
export const madeUp = (hash: string): Buffer => Buffer.from(`园区材料 ${hash}\n`);

/** A ledger of these events with its log signed at some sizes, the last one being all of it, as a bundle is made from it. */
export async function cityOf(events: readonly Kept[], sizes: readonly number[] = [events.length]) {
  const store = new MemoryEventStore();
  const tree = new LogTree(new MemoryTileStore());
  for (const { stream, revision, ...event } of events) {
    await store.append(stream, revision === 0 ? 'noStream' : revision - 1, [event]);
    tree.append([leafHash(Buffer.from(leaf({ stream, revision, ...event })))]);
  }
  const origin = 'parkledger-sample';
  const signer = signerOf(origin);
  const notes = sizes.map((size) => signCheckpoint(undefined, { origin, size: BigInt(size), root: tree.root(BigInt(size)) }, [], signer));
  const runs = runsOver(store);
  const sources: BundleSources = {
    store,
    checkpoints: async function* () {
      yield* notes;
    },
    verifierKeys: () => Promise.resolve([formatVerifierKey(signer.verifier)]),
    inclusionProof: (index, size) => Promise.resolve(tree.inclusionProof(index, size)),
    sheets: sheetsFrom((year, run) => runs.compute(year, run)),
    evidence: {
      has: () => Promise.resolve(true),
      open: (hash) => Promise.resolve(madeUp(hash)),
      describe: (hash) => Promise.resolve({ hash, size: madeUp(hash).byteLength, deliveries: [], sheets: [] }),
    },
  };
  return { sources, signer, store, tree };
}

function runsOver(store: EventStore): RunSource {
  const tables = [
    schemeEvents,
    zoneEvents,
    parkEvents,
    enterpriseEvents,
    tenancyEvents,
    dossierEvents,
    evaluationEvents,
    runEvents,
    awardEvents,
  ];
  const runner = new ReadingRunner(store, new EventRegistry(...tables));
  return new RunSource(new LedgerSources(runner, store));
}
