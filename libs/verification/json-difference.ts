import { canonicalJson } from '#libs/kernel';

/** Where two JSON values first part: a JSON pointer (RFC 6901) and both sides as canonical JSON. */
export interface JsonDifference {
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

/** undefined: they are equal. What is undefined is not there. */
export function jsonDifference(expected: unknown, found: unknown, path = ''): JsonDifference | undefined {
  if (Object.is(expected, found)) return undefined;
  if (isObject(expected) && isObject(found) && Array.isArray(expected) === Array.isArray(found)) {
    for (const key of [...new Set([...Object.keys(expected), ...Object.keys(found)])]) {
      const pointer = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      const inside = jsonDifference(own(expected, key), own(found, key), pointer);
      if (inside) return inside;
    }
    return undefined;
  }
  const [one, other] = [shown(expected), shown(found)];
  return one === other ? undefined : { path, expected: one, found: other };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const own = (value: Record<string, unknown>, key: string): unknown => (Object.hasOwn(value, key) ? value[key] : undefined);
const shown = (value: unknown): string => (value === undefined ? '（无）' : canonicalJson(value));
