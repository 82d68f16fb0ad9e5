import type { EventStore, ExpectedRevision, StoredEvent } from '#libs/event-store';
import { CHECKPOINT_STREAM, readCheckpoints } from '#libs/sealing';
import { backupErrors as errors } from './errors.js';

/** Most events of one append: a head has some 300 bytes. */
const MOST_EVENTS = 256;

/**
 * Copies the stream of signed heads up to a size of the log: what is behind the first head beyond it does not belong to this log. What the target holds must be a
 * beginning of it, and is not written again. Returns how many heads were written. `shown`: the target's name.
 * @throws `backup.headsDiffer`, `sealing.headMalformed`, StoreUnavailableError
 */
export async function copyHeads(from: EventStore, to: EventStore, upTo: bigint, shown: string): Promise<number> {
  const count = await countUpTo(from, upTo);
  const held = await headsHeld(to);
  if (held.length > count) throw errors.error('backup.headsDiffer', { target: shown, revision: count });
  for await (const page of pagesOf(from, count)) {
    page.forEach((event) => {
      const there = held[event.revision];
      if (there !== undefined && there !== fingerprint(event)) {
        throw errors.error('backup.headsDiffer', { target: shown, revision: event.revision });
      }
    });
    const rest = page.filter(({ revision }) => revision >= held.length);
    if (rest.length > 0) await to.append(CHECKPOINT_STREAM, before(rest[0]!.revision), rest);
  }
  return count - held.length;
}

/** Compares the signed heads of two stores. @throws `backup.headsDiffer` */
export async function compareHeads(from: EventStore, to: EventStore, shown: string): Promise<void> {
  const [wanted, held] = [await headsHeld(from), await headsHeld(to)];
  const revision = wanted.findIndex((head, n) => head !== held[n]);
  if (revision >= 0 || held.length !== wanted.length) {
    throw errors.error('backup.headsDiffer', { target: shown, revision: revision >= 0 ? revision : wanted.length });
  }
}

async function countUpTo(store: EventStore, upTo: bigint): Promise<number> {
  let count = 0;
  for await (const { checkpoint } of readCheckpoints(store)) {
    if (checkpoint.size > upTo) break;
    count++;
  }
  return count;
}

async function headsHeld(store: EventStore): Promise<readonly string[]> {
  const held: string[] = [];
  for await (const page of store.readStream(CHECKPOINT_STREAM)) held.push(...page.map(fingerprint));
  return held;
}

async function* pagesOf(store: EventStore, count: number): AsyncGenerator<readonly StoredEvent[]> {
  for (let from = 0; from < count; from += MOST_EVENTS) {
    const events: StoredEvent[] = [];
    for await (const page of store.readStream(CHECKPOINT_STREAM, { from, maxCount: Math.min(MOST_EVENTS, count - from) }))
      events.push(...page);
    yield events;
  }
}

function fingerprint({ id, type, data, metadata }: StoredEvent): string {
  return JSON.stringify([id, type, data, metadata]);
}

function before(revision: number): ExpectedRevision {
  return revision === 0 ? 'noStream' : revision - 1;
}
