import type { EventStore, ExpectedRevision, StoredEvent } from '#libs/event-store';
import { backupErrors as errors } from './errors.js';
import { HEADS_STREAM, headOf, noteIn } from './heads.js';

/** Most events of one append: a head has some 300 bytes. */
const MOST_EVENTS = 256;

/**
 * Copies the stream of signed heads up to a size of the log: behind the first head beyond it nothing belongs to this log. What the target holds must be a beginning of
 * it, and is not written again. Returns how many events of the stream stand there now. `shown`: the target's name.
 * @throws `backup.headsDiffer`, `backup.headUnreadable`, StoreUnavailableError
 */
export async function copyHeads(from: EventStore, to: EventStore, upTo: bigint, shown: string): Promise<number> {
  const held = await headsHeld(to);
  let revision = 0;
  let waiting: StoredEvent[] = [];
  const flush = async (): Promise<void> => {
    if (waiting.length > 0) await to.append(HEADS_STREAM, before(waiting[0]!.revision), waiting);
    waiting = [];
  };
  for await (const event of headsUpTo(from, upTo)) {
    const there = held[revision];
    if (there === undefined) waiting.push(event);
    else if (there !== fingerprint(event)) throw errors.error('backup.headsDiffer', { target: shown, revision });
    revision++;
    if (waiting.length === MOST_EVENTS) await flush();
  }
  if (held.length > revision) throw errors.error('backup.headsDiffer', { target: shown, revision });
  await flush();
  return revision;
}

async function headsHeld(store: EventStore): Promise<readonly string[]> {
  const held: string[] = [];
  for await (const page of store.readStream(HEADS_STREAM)) held.push(...page.map(fingerprint));
  return held;
}

async function* headsUpTo(store: EventStore, upTo: bigint): AsyncGenerator<StoredEvent> {
  for await (const page of store.readStream(HEADS_STREAM)) {
    for (const event of page) {
      const { type, data, stream, revision } = event;
      if (type === 'CheckpointSigned' && headOf(noteIn(data), `${stream}@${revision}`).size > upTo) return;
      yield event;
    }
  }
}

function fingerprint({ id, type, data, metadata }: StoredEvent): string {
  return JSON.stringify([id, type, data, metadata]);
}

function before(revision: number): ExpectedRevision {
  return revision === 0 ? 'noStream' : revision - 1;
}
