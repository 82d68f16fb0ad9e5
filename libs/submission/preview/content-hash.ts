import { createHash } from 'node:crypto';
import { canonicalJson } from '#libs/kernel';
import { STEP } from '../steps.js';

/** SHA-256 over what a workbook says (lines with their places, verdicts, statements) in canonical JSON (RFC 8785), hashed as it is written: a city's list is megabytes of it. */
export function* hashingContent(content: readonly unknown[]): Generator<undefined, string> {
  const hash = createHash('sha256');
  let [text, pieces] = ['', 0];
  for (const piece of piecesOf(content)) {
    text += piece;
    if (++pieces % STEP !== 0) continue;
    hash.update(text);
    text = '';
    yield;
  }
  return hash.update(text).digest('hex');
}

/** The canonical JSON of a value in pieces. Lists, and what has lists in it, come apart; the rest is a piece each. */
function* piecesOf(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    yield '[';
    for (const [at, item] of value.entries()) {
      if (at > 0) yield ',';
      yield* piecesOf(item);
    }
    yield ']';
  } else if (hasLists(value)) {
    const keys = Object.keys(value).filter((key) => value[key] !== undefined);
    // By UTF-16 code units, as RFC 8785 has it and `sort` does it.
    for (const [at, key] of keys.sort().entries()) {
      yield (at === 0 ? '{' : ',') + canonicalJson({ [key]: 0 }).slice(1, -2);
      yield* piecesOf(value[key]);
    }
    yield '}';
  } else yield canonicalJson(value);
}

function hasLists(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.values(value).some(Array.isArray);
}
