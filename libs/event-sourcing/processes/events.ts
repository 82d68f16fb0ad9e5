import { Type } from '@sinclair/typebox';
import { defineEvent, type EventsOf } from '../events.js';

const uuid = Type.String({ format: 'uuid' });
const text = Type.String({ maxLength: 4000 });

const Fault = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 100 }),
    message: text,
    remedy: text,
    where: Type.Optional(text),
    params: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]))),
  },
  { additionalProperties: false },
);

const CommandOutcome = Type.Object(
  {
    process: Type.String({ minLength: 1, maxLength: 100 }),
    /** Id of the command that came to nothing. */
    commandId: uuid,
    category: Type.String({ minLength: 1 }),
    id: Type.String({ minLength: 1 }),
    commandType: Type.String({ minLength: 1 }),
    causedBy: uuid,
    code: Type.String({ minLength: 1, maxLength: 100 }),
    message: text,
    faults: Type.Array(Fault),
    /** How many further faults there were: an event has a limit of size. */
    faultsLeftOut: Type.Integer({ minimum: 0 }),
  },
  { additionalProperties: false },
);

/** The events of `process-{name}`: what a process wanted and did not get (DESIGN §7). */
export const processEvents = {
  ProcessCommandRefused: defineEvent('ProcessCommandRefused', {
    about: 'A command of a process was refused by the domain; the process does not send it again.',
    schema: CommandOutcome,
  }),
  ProcessCommandFailed: defineEvent('ProcessCommandFailed', {
    about: 'A command of a process failed for good (an error that is no refusal, after bounded retries); people see it and act.',
    schema: CommandOutcome,
  }),
};
export type ProcessEvent = EventsOf<typeof processEvents>;
