import { Type } from '@sinclair/typebox';
import { defineEvent, type EventsOf } from '../events.js';

const Instant = Type.String({ format: 'isoInstant' });
const KeyId = Type.String({ pattern: '^[0-9a-f]{16}$' });

/** The stream of the ledger itself; its first event is the first of all. */
export const LEDGER_STREAM = 'ledger-main';

/** Version of the frozen formats (metadata, leaf, hashes) that a ledger is written in. */
export const LEDGER_FORMAT = 1;

/** The events of `ledger-main` (DESIGN §4, §8, §12). */
export const ledgerEvents = {
  LedgerOpened: defineEvent('LedgerOpened', {
    about: 'A ledger was opened for one jurisdiction: real or sample, for good; names the keys that its hashes and salts are made with.',
    schema: Type.Object(
      {
        ledgerId: Type.String({ format: 'uuid' }),
        jurisdiction: Type.String({ minLength: 1, maxLength: 200 }),
        /** Name of the transparency log: first line of each checkpoint (C2SP tlog-checkpoint). */
        logOrigin: Type.String({ pattern: '^[^\\s+]{1,200}$' }),
        sample: Type.Boolean(),
        format: Type.Integer({ minimum: 1 }),
        keyIds: Type.Object({ input: KeyId, salt: KeyId }, { additionalProperties: false }),
      },
      { additionalProperties: false },
    ),
  }),
  SampleClockMoved: defineEvent('SampleClockMoved', {
    about: 'The simulated clock of a sample ledger was moved forward.',
    schema: Type.Object({ to: Instant }, { additionalProperties: false }),
  }),
  SampleLoaded: defineEvent('SampleLoaded', {
    about: 'The sample city was loaded whole: its seed, and the hash over its files.',
    schema: Type.Object(
      { seed: Type.String({ minLength: 1, maxLength: 200 }), files: Type.String({ pattern: '^[0-9a-f]{64}$' }) },
      { additionalProperties: false },
    ),
  }),
  ClockErrorRecorded: defineEvent('ClockErrorRecorded', {
    about:
      'The recordedAt of one event is known to be wrong and is taken out of the running maximum (effectiveAt); the event itself stands.',
    schema: Type.Object(
      {
        index: Type.Integer({ minimum: 1 }),
        eventId: Type.String({ format: 'uuid' }),
        reason: Type.String({ minLength: 1, maxLength: 2000 }),
      },
      { additionalProperties: false },
    ),
  }),
};
export type LedgerEvent = EventsOf<typeof ledgerEvents>;
