import { type Static, Type } from '@sinclair/typebox';
import { departments, roles } from '#libs/kernel';

/**
 * The metadata of every event (DESIGN §4). `inputHash` = HMAC(ledger's input key, canonical input); `recordedAt` is the writer's clock, unaltered;
 * `salt` = HMAC(ledger's salt key, event id) is left out of the metadata hash (leaf). Frozen: a new key is a new format of the ledger.
 */
export const EventMetadata = Type.Object(
  {
    commandId: Type.String({ format: 'uuid' }),
    inputHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    correlationId: Type.String({ format: 'uuid' }),
    /** The command's id, or, for a command of a process, the id of the event that it answers. */
    causationId: Type.String({ format: 'uuid' }),
    actor: Type.Object(
      {
        account: Type.String({ minLength: 1, maxLength: 100 }),
        role: Type.Union(roles.map((role) => Type.Literal(role))),
        department: Type.Optional(Type.Union(departments.map((department) => Type.Literal(department)))),
      },
      { additionalProperties: false },
    ),
    recordedAt: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' }),
    schemaVersion: Type.Integer({ minimum: 1 }),
    salt: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  { additionalProperties: false },
);
export type EventMetadata = Static<typeof EventMetadata>;
