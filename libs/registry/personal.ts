import { type Static, Type } from '@sinclair/typebox';

/** A person's name or number as it stands in an event: sealed under the subject's key (DESIGN §4). Who has no key reads nothing. */
export const PersonalField = Type.Object(
  { subject: Type.String({ minLength: 1, maxLength: 200 }), ciphertext: Type.String({ minLength: 1, maxLength: 4000 }) },
  { additionalProperties: false },
);
export type PersonalField = Static<typeof PersonalField>;
