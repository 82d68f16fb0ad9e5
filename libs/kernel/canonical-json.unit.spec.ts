import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';

describe('canonical JSON (RFC 8785)', () => {
  it('sorts keys by UTF-16 code unit and writes the RFC’s example strings', () => {
    expect(
      canonicalJson({
        '€': 'Euro',
        '\r': 'CR',
        '\ufb33': 'Hebrew',
        a: { c: 1, b: [true, null, 'ö\u000f\n"\\'] },
        '😀': 'Emoji',
        '\u0080': 'Control',
        ö: 'o',
      }),
    ).toBe(
      '{"\\r":"CR","a":{"b":[true,null,"ö\\u000f\\n\\"\\\\"],"c":1},"\u0080":"Control","ö":"o","€":"Euro","😀":"Emoji","\ufb33":"Hebrew"}',
    );
  });

  it('leaves out what is undefined', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it.each([
    ['a float', { a: 0.1 }],
    ['an integer that is not safe', { a: 2 ** 53 }],
    ['NaN', { a: Number.NaN }],
    ['a key that looks like an integer', { '2024': 1 }],
    ['a lone surrogate', { a: '\ud800' }],
    ['a bigint', { a: 1n }],
    ['undefined in a list', [undefined]],
  ])('refuses %s', (_what, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it('says where what it refuses stands', () => {
    expect(() => canonicalJson({ parks: [{ a: 1 }, { lines: ['x', 0.5] }] })).toThrow('0.5 at $.parks[1].lines[1] is not a safe integer');
    expect(() => canonicalJson({ years: { '2024': 1 } })).toThrow('key 2024 at $.years looks like an integer');
    expect(() => canonicalJson('\ud800')).toThrow('lone surrogate at $');
  });

  it('does not depend on the order of keys and survives a round trip', () => {
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        fc.constant(null),
        fc.boolean(),
        fc.maxSafeInteger(),
        fc.string(),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(
          fc.string().filter((key) => !/^\d+$/.test(key) && key !== '__proto__'),
          tie('node'),
          { maxKeys: 5 },
        ),
      ),
    })).node;
    fc.assert(
      fc.property(value, (json) => {
        const text = canonicalJson(json);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        if (json !== null && typeof json === 'object' && !Array.isArray(json)) {
          expect(canonicalJson(Object.fromEntries(Object.entries(json).reverse()))).toBe(text);
        }
      }),
      { seed: 8785 },
    );
  });
});
