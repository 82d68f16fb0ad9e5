import { LineCounter, parseDocument, type Document, isNode } from 'yaml';
import type { Fault } from '#libs/kernel';
import { constraintFaults } from './constraints.js';
import { schemeErrors } from './errors.js';
import { Scheme } from './scheme.js';
import { type Locate, structuralFaults } from './structure.js';

/**
 * Reads a scheme from YAML (or JSON) text, or checks one that is already an object. Everything must be there and nothing else: what a file leaves out
 * is not filled in.
 *
 * @throws DomainError `scheme.invalid` with every fault: code, path, and line and column where the scheme came as text.
 */
export function parseScheme(input: unknown): Scheme {
  if (typeof input !== 'string') return checked(input, () => undefined);
  const lines = new LineCounter();
  const document = parseDocument(input, { lineCounter: lines, uniqueKeys: true, strict: true });
  if (document.errors.length > 0) {
    throw refusal(
      document.errors.map((error) => {
        const { line, col } = lines.linePos(error.pos[0]);
        return schemeErrors.fault('scheme.notYaml', { reason: error.message.split('\n')[0] ?? '', line, column: col }, `${line}:${col}`);
      }),
    );
  }
  return checked(document.toJS(), locator(document, lines));
}

/** Every fault of a value that wants to be a scheme. Constraints are checked once the form is right, for they build on it. */
function checked(value: unknown, locate: Locate): Scheme {
  const faults = structuralFaults(Scheme, value, locate);
  if (faults.length === 0) faults.push(...constraintFaults(value as Scheme, locate));
  if (faults.length > 0) throw refusal(faults);
  return value as Scheme;
}

function refusal(faults: readonly Fault[]) {
  return schemeErrors.error('scheme.invalid', { count: faults.length }, { faults });
}

/** Line and column of a path, or of the nearest part of it that the text holds (a missing key is shown at its parent). */
function locator(document: Document, lines: LineCounter): Locate {
  return (path) => {
    for (let length = path.length; length >= 0; length--) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) {
        const { line, col } = lines.linePos(node.range[0]);
        return { line, column: col };
      }
    }
    return undefined;
  };
}
