import fc from 'fast-check';
import { isNaturalPersonCode, isUscc, usccCheckCharacter } from './uscc.js';

describe('统一社会信用代码 (GB 32100-2015)', () => {
  it.each(['91350100M000100Y43', '91110108551385082Q', '91341502MA2TX00250'])('takes the valid code %s', (code) => {
    expect(isUscc(code)).toBe(true);
  });

  it('writes the check value 31 as 0', () => {
    expect(usccCheckCharacter('91341502MA2TX0025')).toBe('0');
  });

  it.each([
    ['a wrong check character', '91350100M000100Y44'],
    ['17 characters', '91350100M000100Y4'],
    ['a letter that the alphabet leaves out', '9135010OM000100Y43'],
    ['lower case', '91350100m000100y43'],
    ['nothing', ''],
  ])('refuses %s', (_what, code) => {
    expect(isUscc(code)).toBe(false);
  });

  it('finds every single mistyped character', () => {
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'.split('');
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...alphabet), { minLength: 17, maxLength: 17 }),
        fc.integer({ min: 0, max: 16 }),
        fc.constantFrom(...alphabet),
        (characters, at, other) => {
          const first17 = characters.join('');
          const code = first17 + (usccCheckCharacter(first17) as string);
          expect(isUscc(code)).toBe(true);
          if (code[at] !== other) expect(isUscc(code.slice(0, at) + other + code.slice(at + 1))).toBe(false);
        },
      ),
      { seed: 32100 },
    );
  });

  it('knows the codes of natural persons', () => {
    expect(isNaturalPersonCode('92341502MA2TX00250')).toBe(true);
    expect(isNaturalPersonCode('91341502MA2TX00250')).toBe(false);
  });
});
