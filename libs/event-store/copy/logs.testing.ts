import fc from 'fast-check';
import { type EventStore, type EventToAppend, type Persistence, type StoredEvent } from '#libs/event-store';
import { MemoryEventStore } from '#libs/event-store/memory';
import { deriveId } from '#libs/kernel';

const NAMESPACE = '0b7c8b52-7a0f-5a3e-8f58-3d1b2c4e6a90';

/** Tries again without pauses. */
export const eager: Persistence = { tries: 3, minMs: 0, maxMs: 0, sleep: () => Promise.resolve() };

/** One append of a made-up log: to which stream, and the text that each of its events carries. */
export interface MadeAppend {
  readonly stream: string;
  readonly texts: readonly string[];
}

/** Appends of a log in any interleaving, streams that are no part of it among them. */
export const madeLog: fc.Arbitrary<readonly MadeAppend[]> = fc.array(
  fc.record({
    stream: fc.constantFrom('ledger-main', 'park-SP001', 'park-SP002', 'dossier-SP001_2023', 'checkpoint', '$settings'),
    texts: fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { minLength: 1, maxLength: 4 }),
  }),
  { maxLength: 40 },
);

/** Events in the order given, each of 1 to n of one stream; ids and bytes follow from their number. */
export function eventOf(n: number, text: string): EventToAppend {
  return {
    id: deriveId(NAMESPACE, n),
    type: n % 3 === 0 ? 'ParkAmended' : 'FactSubmitted',
    data: JSON.stringify({ n, text }),
    metadata: JSON.stringify({ commandId: deriveId(NAMESPACE, 'command', n), inputHash: String(n), recordedAt: text }),
  };
}

/** Appends to a store, from event number `first` on. */
export async function fill(store: EventStore, appends: readonly MadeAppend[], first = 0): Promise<void> {
  const revisions = new Map<string, number>();
  let n = first;
  for (const { stream, texts } of appends) {
    const last = revisions.get(stream) ?? (await lastRevision(store, stream));
    await store.append(
      stream,
      last < 0 ? 'noStream' : last,
      texts.map((text) => eventOf(n++, text)),
    );
    revisions.set(stream, last + texts.length);
  }
}

export async function memoryWith(appends: readonly MadeAppend[]): Promise<MemoryEventStore> {
  const store = new MemoryEventStore();
  await fill(store, appends);
  return store;
}

/** A store that holds the first `count` events of a log, changed on the way. */
export async function holding(log: readonly Omit<StoredEvent, 'position'>[]): Promise<MemoryEventStore> {
  const store = new MemoryEventStore();
  for (const { stream, revision, ...event } of log) await store.append(stream, revision === 0 ? 'noStream' : revision - 1, [event]);
  return store;
}

/** Everything of a log but positions. */
export async function logOf(store: EventStore): Promise<Omit<StoredEvent, 'position'>[]> {
  const log: Omit<StoredEvent, 'position'>[] = [];
  for await (const page of store.readAll()) {
    log.push(...page.map(({ stream, revision, id, type, data, metadata }) => ({ stream, revision, id, type, data, metadata })));
  }
  return log;
}

async function lastRevision(store: EventStore, stream: string): Promise<number> {
  for await (const page of store.readStream(stream, { direction: 'backwards', maxCount: 1 })) return page[0]?.revision ?? -1;
  return -1;
}
