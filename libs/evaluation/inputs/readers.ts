import { type DossierState, dossierDecider } from '#libs/dossier';
import type { CommandRunner, Loaded } from '#libs/event-sourcing';
import type { EventStore } from '#libs/event-store';
import { leaf, sha256, streamName } from '#libs/kernel';
import { parkDecider, type ParkState } from '#libs/registry';
import type { Scheme } from '#libs/scheme';

/** Where a run reads its inputs: streams at a known revision, never a read model. `upTo` −1: the stream did not exist. */
export interface RunReaders {
  park(id: string, upTo?: number): Promise<Loaded<ParkState>>;
  dossier(id: string, upTo?: number): Promise<Loaded<DossierState>>;
  /** SHA-256 over the leaves of a stream up to a revision, each followed by a line feed. */
  leavesHash(stream: string, upTo: number): Promise<string>;
  scheme(hash: string): Promise<Scheme>;
}

/** Readers over the ledger's own streams. */
export function ledgerReaders(runner: CommandRunner, store: EventStore, scheme: RunReaders['scheme']): RunReaders {
  return {
    park: (id, upTo) => (upTo === -1 ? absent(parkDecider.initial) : runner.load(parkDecider, id, upTo)),
    dossier: (id, upTo) => (upTo === -1 ? absent(dossierDecider.initial) : runner.load(dossierDecider, id, upTo)),
    leavesHash: (stream, upTo) => leavesHash(store, stream, upTo),
    scheme,
  };
}

function absent<State>(state: State): Promise<Loaded<State>> {
  return Promise.resolve({ state, revision: -1 });
}

async function leavesHash(store: EventStore, stream: string, upTo: number): Promise<string> {
  const leaves: string[] = [];
  if (upTo >= 0) {
    for await (const page of store.readStream(stream, { maxCount: upTo + 1 })) leaves.push(...page.map((event) => `${leaf(event)}\n`));
  }
  return sha256(leaves.join(''));
}

export const parkStream = (park: string): string => streamName('park', park);
export const dossierStream = (id: string): string => streamName('dossier', id);
