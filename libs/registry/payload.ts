import { type Static, type TLiteral, type TSchema, type TUnion, Type } from '@sinclair/typebox';

/** Building blocks of the registry's event payloads. */

export const closed = { additionalProperties: false } as const;

/** 1 to 100 characters, no control characters, no blank at either end. */
export const CODE_PATTERN = '^(?!\\s)[^\\u0000-\\u001f\\u007f]{1,100}(?<!\\s)$';

/** A calendar day as text; whether it exists is for `isIsoDate`. */
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
export const Year = Type.Integer({ minimum: 2000, maximum: 2999 });
/** A name, title or reason for people. */
export const Text = Type.String({ minLength: 1, maxLength: 2000 });
/** A code that a register gives (zone, park, county, accident): compared as a string, not necessarily ASCII. */
export const Code = Type.String({ pattern: CODE_PATTERN });
/** The form of a 统一社会信用代码; its check character is for `isUscc`. */
export const Uscc = Type.String({ pattern: '^[0-9A-HJ-NP-RTUWXY]{18}$' });
export const Uuid = Type.String({ format: 'uuid' });
/** A plain non-negative decimal number as text. */
export const PositiveDecimal = Type.String({ pattern: '^(?:0|[1-9]\\d*)(?:\\.\\d+)?$', maxLength: 40 });

/** A rule set by id and content hash: under which a decision of the registry was taken. */
export const SchemeRef = Type.Object({ id: Type.String({ minLength: 1 }), hash: Type.String({ pattern: '^[0-9a-f]{64}$' }) }, closed);
export type SchemeRef = Static<typeof SchemeRef>;

/** A union of literal texts. */
export function oneOf<const T extends readonly string[]>(values: T): TUnion<{ -readonly [K in keyof T]: TLiteral<T[K] & string> }> {
  return Type.Union(values.map((value) => Type.Literal(value)) as TSchema[]) as never;
}
