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
  check(value, []);
  return canonicalize(value);
}

/** `path`: where the value stands, put in words only where something is wrong. */
function check(value: unknown, path: (string | number)[]): void {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw refusal('lone surrogate', path);
      return;
    case 'boolean':
      return;
    case 'number':
      if (!Number.isSafeInteger(value)) throw refusal(`${value}`, path, ' is not a safe integer');
      return;
    case 'object':
      if (value !== null) checkEach(value, path);
      return;
    default:
      throw refusal(typeof value, path);
  }
}

function checkEach(value: object, path: (string | number)[]): void {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) checkAt(i, value[i], path);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (/^(0|[1-9]\d*)$/.test(key)) throw refusal(`key ${key}`, path, ' looks like an integer');
    if (item !== undefined) checkAt(key, item, path);
  }
}

function checkAt(key: string | number, item: unknown, path: (string | number)[]): void {
  path.push(key);
  check(item, path);
  path.pop();
}

function refusal(what: string, path: readonly (string | number)[], why = ''): TypeError {
  const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return new TypeError(`not canonical JSON: ${what} at $${place}${why}`);
}
