import { Type } from '@sinclair/typebox';
import { defineEvent, type EventsOf } from '../events.js';

const Instant = Type.String({ format: 'isoInstant' });
const KeyId = Type.String({ pattern: '^[0-9a-f]{16}$' });
/** Name of a transparency log: first line of each checkpoint (C2SP tlog-checkpoint). */
const Origin = Type.String({ pattern: '^[^\\s+]{1,200}$' });
/** A size of the log: 64 bits unsigned, never a JSON number. */
const LogSize = Type.String({ pattern: '^(0|[1-9]\\d{0,19})$' });
const Reason = Type.String({ minLength: 1, maxLength: 2000 });
/** A document by the SHA-256 of its content, as evidence is named. */
const DocumentRef = Type.Object(
  {
    hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    title: Type.String({ minLength: 1, maxLength: 500 }),
    number: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    date: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
  },
  { additionalProperties: false },
);

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
        logOrigin: Origin,
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
        reason: Reason,
      },
      { additionalProperties: false },
    ),
  }),
  LogEpochOpened: defineEvent('LogEpochOpened', {
    about:
      'The log goes on under a new name, because the ledger was put back to a smaller size than had been signed: from this event on, checkpoints bear `origin`. `restoredTo` and `root` (Base64, as in a checkpoint) are the tree that was kept, `largestKnown` the largest size that had been signed; what lay between is gone.',
    schema: Type.Object(
      {
        epoch: Type.Integer({ minimum: 2 }),
        origin: Origin,
        restoredTo: LogSize,
        root: Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' }),
        largestKnown: LogSize,
        reason: Reason,
        document: DocumentRef,
      },
      { additionalProperties: false },
    ),
  }),
};
export type LedgerEvent = EventsOf<typeof ledgerEvents>;
