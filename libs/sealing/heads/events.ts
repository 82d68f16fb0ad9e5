import { Type } from '@sinclair/typebox';
import { defineEvent, type EventsOf } from '#libs/event-sourcing';
import { MAX_NOTE_BYTES } from '#libs/transparency';

/** The stream of the log's signed heads; outside the tree, the log index and copies. */
export const CHECKPOINT_STREAM = 'checkpoint';

export const checkpointEvents = {
  CheckpointSigned: defineEvent('CheckpointSigned', {
    about:
      'A head of the log was signed: the checkpoint with its signatures, as published (C2SP tlog-checkpoint). Origin, size and root stand in it.',
    schema: Type.Object({ note: Type.String({ minLength: 1, maxLength: MAX_NOTE_BYTES }) }, { additionalProperties: false }),
  }),
};
export type CheckpointEvent = EventsOf<typeof checkpointEvents>;
