import { EventIdConflictError, type EventStore, type ExpectedRevision, WrongExpectedRevisionError } from '#libs/event-store';
import { CHECKPOINT_STREAM } from './events.js';
import { headEvent, type HeadRecorder } from './head-event.js';
import { headOf, signedHead } from './read-checkpoints.js';

export type { HeadRecorder };

/**
 * Records a signed head behind the one at revision `after` (absent: as the first). The same head at the same place is recorded once, whichever node comes first.
 * Cosignatures of the head before may stand between the two.
 * @returns its revision, or nothing where another head stands there: read on, and go on from that one
 * @throws StoreUnavailableError
 */
export async function appendCheckpoint(
  store: EventStore,
  recorder: HeadRecorder,
  head: { readonly note: string; readonly after: number | undefined; readonly at: string },
): Promise<number | undefined> {
  const { note, after, at } = head;
  const { origin, size } = signedHead(note).checkpoint;
  const event = { type: 'CheckpointSigned', data: { note } } as const;
  const written = headEvent(recorder, event, { key: `${origin} ${size} ${after ?? 'first'}`, command: 'SignCheckpoint', at });
  let expected: ExpectedRevision = after ?? 'noStream';
  for (;;) {
    try {
      return (await store.append(CHECKPOINT_STREAM, expected, written)).revision;
    } catch (error) {
      if (error instanceof EventIdConflictError) return undefined;
      if (!(error instanceof WrongExpectedRevisionError)) throw error;
    }
    const behind = await standingBehind(store, after);
    if (behind.head) return behind.head.note === note ? behind.head.revision : undefined;
    // Nothing but what was there already: the store is another one than it was.
    if (behind.end === undefined || behind.end === expected) return undefined;
    expected = behind.end;
  }
}

/** What stands behind a revision: the first head, or, where there is none, the end of the stream. */
async function standingBehind(
  store: EventStore,
  after: number | undefined,
): Promise<{ readonly head?: { readonly note: string; readonly revision: number }; readonly end: number | undefined }> {
  let end = after;
  for await (const page of store.readStream(CHECKPOINT_STREAM, { from: after === undefined ? 0 : after + 1 })) {
    for (const event of page) {
      if (event.type === 'CheckpointSigned') return { head: headOf(event), end };
      end = event.revision;
    }
  }
  return { end };
}
