import { PersonalField } from '#libs/event-sourcing';
import { DocumentRef } from '#libs/evidence';
import { canonicalJson } from '#libs/kernel';
import { FactLine, lineKinds, lineSchema, LineSource } from '#libs/scheme';
import type { JsonSchema, NameOf } from './fields.js';

export interface SharedShape {
  readonly name: string;
  readonly about: string;
  readonly schema: JsonSchema;
}

/** Shapes that many events hold: told once, then by their names. */
export const sharedShapes: readonly SharedShape[] = [
  { name: 'DocumentRef', about: '作为证据的文件', schema: plain(DocumentRef) },
  { name: 'PersonalField', about: '个人信息：只有密文，密钥销毁后不可读', schema: plain(PersonalField) },
  { name: 'LineSource', about: '清单的一行在所交文件中的位置', schema: plain(LineSource) },
  ...lineKinds.map((kind) => ({ name: `Line.${kind}`, about: `清单的一行，种类 ${kind}`, schema: plain(lineSchema(kind)) })),
];

const names = new Map(
  [...sharedShapes, { name: 'Line', schema: plain(FactLine) }].map(({ name, schema }) => [canonicalJson(schema), name] as const),
);

/** The name of a shared shape, by what it says. `Line` is any of the `Line.…`. */
export const nameOfShape: NameOf = (schema) => names.get(canonicalJson(schema));

/** A TypeBox schema without its symbols: JSON Schema. */
export function plain(schema: object): JsonSchema {
  return JSON.parse(JSON.stringify(schema)) as JsonSchema;
}
