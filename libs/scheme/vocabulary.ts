import { type Static, type TObject, Type } from '@sinclair/typebox';

/** Schema pieces that the parts of a scheme share. Every object is closed: an unknown key is a fault, at any depth. */

export const closed = { additionalProperties: false } as const;

/** One of several texts. */
export function oneOf<const T extends readonly string[]>(values: T) {
  return Type.Unsafe<T[number]>({ type: 'string', enum: [...values] });
}

const DECIMAL = '^-?(?:0|[1-9]\\d*)(?:\\.\\d+)?$';
const NON_NEGATIVE = '^(?:0|[1-9]\\d*)(?:\\.\\d+)?$';

/** A decimal number as text, of either sign. */
export const DecimalText = Type.String({ pattern: DECIMAL, maxLength: 40 });
/** A decimal number ≥ 0 as text. */
export const Amount = Type.String({ pattern: NON_NEGATIVE, maxLength: 40 });
/** A decimal number as text, or null for none. */
export const DecimalOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'], pattern: DECIMAL, maxLength: 40 });
export const Text = Type.String({ minLength: 1 });
export const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'], minLength: 1 });
export const DayOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'], pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
/** A day of some year, `MM-DD`. */
export const MonthDay = Type.String({ pattern: '^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$' });
const CODE = '^[a-z][A-Za-z0-9]*$';
export const Code = Type.String({ pattern: CODE });
export const CodeOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'], pattern: CODE });

/** One of several objects, told apart by `kind`: a fault is then named within the kind that was meant, not once for each kind. */
export function byKind<const T extends readonly TObject[]>(variants: T) {
  return Type.Unsafe<Static<T[number]>>({
    type: 'object',
    discriminator: { propertyName: 'kind' },
    required: ['kind'],
    oneOf: [...variants],
  });
}
