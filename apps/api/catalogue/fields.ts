import { code } from './markdown.js';

/** The parts of JSON Schema that events use; what else a schema says is an error, so that no rule is left out of the catalogue silently. */
export interface JsonSchema {
  readonly type?: string;
  readonly const?: string | number | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly [rule: string]: unknown;
}

/** A field of a payload: where it stands (`lines[].amount`), its type in words, whether it must be there, and what else holds for it. */
export interface Field {
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly rules: string;
}

/** A shape that many events share and that stands by its name. */
export type NameOf = (schema: JsonSchema) => string | undefined;

const structural = new Set(['type', 'const', 'anyOf', 'items', 'properties', 'patternProperties', 'required', 'additionalProperties']);

/** Texts whose form has a name. */
const forms: Readonly<Record<string, string>> = {
  '^[0-9a-f]{64}$': 'SHA-256, hex',
  '^\\d{4}-\\d{2}-\\d{2}$': 'day, YYYY-MM-DD',
  '^(?:0|[1-9]\\d*)(?:\\.\\d+)?$': 'decimal ≥ 0',
  '^-?(?:0|[1-9]\\d*)(?:\\.\\d+)?$': 'decimal',
  '^[0-9A-HJ-NP-RTUWXY]{18}$': '统一社会信用代码',
};

const rules: Readonly<Record<string, (value: unknown) => string>> = {
  format: (value) => String(value),
  pattern: (value) => forms[String(value)] ?? code(String(value)),
  minLength: (value) => `length ≥ ${String(value)}`,
  maxLength: (value) => `length ≤ ${String(value)}`,
  minimum: (value) => `≥ ${String(value)}`,
  maximum: (value) => `≤ ${String(value)}`,
  minItems: (value) => `items ≥ ${String(value)}`,
  maxItems: (value) => `items ≤ ${String(value)}`,
  uniqueItems: (value) => (value === true ? 'each once' : ''),
};

/** Every field of an object schema, nested ones behind their parents. @throws Error where the schema says something that this can't tell. */
export function fieldsOf(schema: JsonSchema, nameOf: NameOf, prefix = ''): Field[] {
  const fields: Field[] = [];
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    fields.push({
      path,
      type: typeOf(property, nameOf),
      required: (schema.required ?? []).includes(name),
      rules: rulesOf(property, nameOf),
    });
    fields.push(...within(property, nameOf, path));
  }
  return fields;
}

/** The fields of the objects that a value holds. A union of several objects lists each, numbered. */
function within(schema: JsonSchema, nameOf: NameOf, path: string): Field[] {
  if (nameOf(schema) !== undefined) return [];
  if (schema.items) return within(schema.items, nameOf, `${path}[]`);
  if (schema.anyOf) {
    const objects = schema.anyOf.filter((one) => nameOf(one) === undefined && (one.properties ?? one.items));
    return objects.flatMap((one, i) => within(one, nameOf, objects.length > 1 ? `${path}(${i + 1})` : path));
  }
  const values = Object.values(schema.patternProperties ?? {}).flatMap((value) => within(value, nameOf, `${path}.*`));
  return [...fieldsOf(schema, nameOf, path), ...values];
}

function typeOf(schema: JsonSchema, nameOf: NameOf): string {
  const name = nameOf(schema);
  if (name !== undefined) return name;
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.anyOf) return [...new Set(schema.anyOf.map((one) => typeOf(one, nameOf)))].join(' or ');
  if (schema.items) return `array of ${typeOf(schema.items, nameOf)}`;
  if (schema.patternProperties)
    return `map of ${Object.values(schema.patternProperties)
      .map((value) => typeOf(value, nameOf))
      .join(' or ')}`;
  if (schema.type === undefined) throw new Error(`a schema without a type: ${JSON.stringify(schema)}`);
  return schema.type;
}

function rulesOf(schema: JsonSchema, nameOf: NameOf): string {
  if (nameOf(schema) !== undefined) return '';
  const own = Object.entries(schema).flatMap(([key, value]) => {
    if (structural.has(key)) return [];
    const say = rules[key];
    if (!say) throw new Error(`the catalogue has no words for the rule ${key} of a schema`);
    return [say(value)];
  });
  if (schema.additionalProperties === true) own.push('further fields allowed');
  if (schema.anyOf) own.push(...schema.anyOf.map((one) => rulesOf(one, nameOf)));
  if (schema.items) own.push(labelled('each: ', rulesOf(schema.items, nameOf)));
  for (const [key, value] of Object.entries(schema.patternProperties ?? {})) {
    own.push(`keys: ${code(key)}`, labelled('each: ', rulesOf(value, nameOf)));
  }
  return [...new Set(own.filter((rule) => rule !== ''))].join(', ');
}

function labelled(label: string, text: string): string {
  return text === '' ? '' : label + text;
}
