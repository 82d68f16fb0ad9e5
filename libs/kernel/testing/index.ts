import { departments, roles } from '../actor.js';
import type { Fault } from '../errors.js';

type Texts = Pick<Fault, 'message' | 'remedy'> & { readonly faults?: readonly Texts[] };

const codes: ReadonlySet<string> = new Set([...departments, ...roles]);
const CAMEL_CASE = /^[a-z]+[A-Z]/;

/**
 * Code words that stand bare in what people read, each with its text: departments, roles, whatever is written in camel case (metrics, kinds), and the room's own words that
 * the caller names. A code in （） behind its name is no bare one.
 */
export function bareCodes(errors: readonly Texts[], own: readonly string[] = []): string[] {
  return errors.flatMap(({ message, remedy, faults = [] }) => [
    ...[message, remedy].flatMap((text) =>
      latinWords(text)
        .filter((word) => codes.has(word) || own.includes(word) || CAMEL_CASE.test(word))
        .map((word) => `${word}: ${text}`),
    ),
    ...bareCodes(faults, own),
  ]);
}

/** The Latin words of a text that don't stand in （） behind a name. */
export function latinWords(text: string): string[] {
  return text.replace(/（[^（）\u4e00-\u9fff]*）/g, '').match(/[A-Za-z][A-Za-z0-9]*/g) ?? [];
}
