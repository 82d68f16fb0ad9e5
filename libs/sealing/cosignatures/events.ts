import { Type } from '@sinclair/typebox';
import { defineEvent, type EventsOf } from '#libs/event-sourcing';
import { MAX_NOTE_BYTES } from '#libs/transparency';

export const cosignatureEvents = {
  CheckpointCosigned: defineEvent('CheckpointCosigned', {
    about:
      'A witness has cosigned a signed head that stands a little before it in the stream: the checkpoint with the log’s signatures and every cosignature recorded by then (C2SP tlog-cosignature).',
    schema: Type.Object({ note: Type.String({ minLength: 1, maxLength: MAX_NOTE_BYTES }) }, { additionalProperties: false }),
  }),
};
export type CosignatureEvent = EventsOf<typeof cosignatureEvents>;
