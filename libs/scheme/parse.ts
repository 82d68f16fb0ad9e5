import { LineCounter, parseDocument, type Document, type ErrorCode, isNode } from 'yaml';
import { inWords } from '#libs/kernel';
import { constraintFaults } from './constraints.js';
import { schemeErrors, schemeRefusal } from './errors.js';
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
    throw schemeRefusal(
      document.errors.map((error) => {
        const { line, col } = lines.linePos(error.pos[0]);
        const reason = inWords(error.message.split('\n')[0] ?? '', yamlWords[error.code] ?? '写法不对');
        return schemeErrors.fault('scheme.notYaml', { reason, line, column: col }, `${line}:${col}`);
      }),
    );
  }
  return checked(document.toJS(), locator(document, lines));
}

/** What is wrong with a YAML text, by the parser's codes. */
const yamlWords: Readonly<Partial<Record<ErrorCode, string>>> = {
  BAD_INDENT: '缩进不对',
  TAB_AS_INDENT: '缩进用了制表符',
  DUPLICATE_KEY: '键重复',
  MISSING_CHAR: '缺少符号（引号、括号或冒号）',
  UNEXPECTED_TOKEN: '多出的符号',
  MULTILINE_IMPLICIT_KEY: '键跨了行',
  BLOCK_AS_IMPLICIT_KEY: '一行里有两个冒号，或缩进不对',
  MULTIPLE_DOCS: '文件里有多份文档',
};

/** Every fault of a value that wants to be a scheme. Constraints are checked once the form is right, for they build on it. */
function checked(value: unknown, locate: Locate): Scheme {
  const faults = structuralFaults(Scheme, value, locate);
  if (faults.length === 0) faults.push(...constraintFaults(value as Scheme, locate));
  if (faults.length > 0) throw schemeRefusal(faults);
  return value as Scheme;
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
