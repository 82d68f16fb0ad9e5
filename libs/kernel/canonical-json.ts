import canonicalizeModule from 'canonicalize';

// The package's types say `export default` for a CommonJS module: what arrives is the function itself.
const canonicalize = canonicalizeModule as unknown as (value: unknown) => string;

/** What may stand in an event or be hashed: JSON without floats beyond integers. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * Canonical JSON (RFC 8785). Refuses what would not survive a round trip or would be read differently elsewhere: numbers that are not safe integers
 * (amounts are decimal strings), keys that look like integers (JSON.stringify reorders them) and lone surrogates.
 */
export function canonicalJson(value: unknown): string {
  check(value, '$');
  return canonicalize(value);
}

function check(value: unknown, path: string): void {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw new TypeError(`not canonical JSON: lone surrogate at ${path}`);
      return;
    case 'boolean':
      return;
    case 'number':
      if (!Number.isSafeInteger(value)) throw new TypeError(`not canonical JSON: ${value} at ${path} is not a safe integer`);
      return;
    case 'object':
      if (value === null) return;
      if (Array.isArray(value)) {
        value.forEach((item, i) => check(item, `${path}[${i}]`));
        return;
      }
      for (const [key, item] of Object.entries(value)) {
        if (/^(0|[1-9]\d*)$/.test(key)) throw new TypeError(`not canonical JSON: key ${key} at ${path} looks like an integer`);
        if (item !== undefined) check(item, `${path}.${key}`);
      }
      return;
    default:
      throw new TypeError(`not canonical JSON: ${typeof value} at ${path}`);
  }
}
