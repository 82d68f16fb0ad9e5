import { fieldsOf, type JsonSchema } from './fields.js';

const noNames = (): undefined => undefined;
const object = (properties: Record<string, JsonSchema>, required: string[] = []): JsonSchema => ({ type: 'object', properties, required });

describe('The field table of a payload', () => {
  it('lists each field with its type, whether it must be there, and its rules in words', () => {
    const schema = object(
      { on: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }, note: { type: 'string', minLength: 1, maxLength: 20 } },
      ['on'],
    );
    expect(fieldsOf(schema, noNames)).toEqual([
      { path: 'on', type: 'string', required: true, rules: 'day, YYYY-MM-DD' },
      { path: 'note', type: 'string', required: false, rules: 'length ≥ 1, length ≤ 20' },
    ]);
  });

  it('goes down into objects, lists and maps', () => {
    const schema = object({
      scheme: object({ hash: { type: 'string' } }),
      lines: { type: 'array', minItems: 1, items: object({ amount: { type: 'string' } }, ['amount']) },
      scores: { type: 'object', patternProperties: { '^[a-z]+$': { type: 'integer', minimum: 0 } } },
    });
    expect(fieldsOf(schema, noNames).map(({ path, type, rules }) => [path, type, rules])).toEqual([
      ['scheme', 'object', ''],
      ['scheme.hash', 'string', ''],
      ['lines', 'array of object', 'items ≥ 1'],
      ['lines[].amount', 'string', ''],
      ['scores', 'map of integer', 'keys: `^[a-z]+$`, each: ≥ 0'],
    ]);
  });

  it('tells choices, and what may be null', () => {
    const schema = object({
      verdict: {
        anyOf: [
          { type: 'string', const: 'confirmed' },
          { type: 'string', const: 'struck' },
        ],
      },
      park: { anyOf: [{ type: 'string', maxLength: 9 }, { type: 'null' }] },
      either: { anyOf: [object({ a: { type: 'string' } }), object({ b: { type: 'string' } })] },
    });
    expect(fieldsOf(schema, noNames).map(({ path, type, rules }) => [path, type, rules])).toEqual([
      ['verdict', '`"confirmed"` or `"struck"`', ''],
      ['park', 'string or null', 'length ≤ 9'],
      ['either', 'object', ''],
      ['either(1).a', 'string', ''],
      ['either(2).b', 'string', ''],
    ]);
  });

  it('names a shared shape and leaves its fields to it', () => {
    const shared = object({ hash: { type: 'string' } });
    const nameOf = (schema: JsonSchema): string | undefined => (schema === shared ? 'DocumentRef' : undefined);
    const schema = object({ documents: { type: 'array', items: shared } });
    expect(fieldsOf(schema, nameOf)).toEqual([{ path: 'documents', type: 'array of DocumentRef', required: false, rules: '' }]);
  });

  it('leaves nothing out silently: a rule that it has no words for, or a value without a type, is an error', () => {
    expect(() => fieldsOf(object({ n: { type: 'integer', multipleOf: 5 } }), noNames)).toThrow('multipleOf');
    expect(() => fieldsOf(object({ n: {} }), noNames)).toThrow('without a type');
  });
});
