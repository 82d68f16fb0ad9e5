import fc from 'fast-check';
import { fraction, fractionText, roundHalfUp } from './fraction.js';

describe('exact fractions', () => {
  it('rounds an exact half up, where decimals of any precision round down', () => {
    // 10 × (0.2 + 0.8 × x) with x such that the row is exactly 2.675: thirds that cancel.
    const row = fraction(8025, 3000);
    expect(fractionText(row)).toBe('107/40');
    expect(roundHalfUp(row, 2)).toBe('2.68');
  });

  it.each([
    ['0.00005', 4, '0.0001'],
    ['0.00004999', 4, '0.0000'],
    ['-0.00005', 4, '-0.0001'],
    ['-0.00004', 4, '0.0000'],
    ['9.99995', 4, '10.0000'],
    ['12', 0, '12'],
    ['12.5', 0, '13'],
    ['0', 4, '0.0000'],
  ])('writes %s with %i places as %s', (value, places, text) => {
    expect(roundHalfUp(fraction(value), places)).toBe(text);
  });

  it('is never off by more than half a unit of the last place', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
        fc.bigInt({ min: 1n, max: 10n ** 20n }),
        fc.integer({ min: 0, max: 6 }),
        (n, d, places) => {
          const exact = fraction(n, d);
          const error = exact.sub(fraction(roundHalfUp(exact, places))).abs();
          expect(error.compare(fraction(1n, 2n * 10n ** BigInt(places)))).toBeLessThanOrEqual(0);
        },
      ),
      { seed: 3 },
    );
  });

  it('refuses a float', () => {
    expect(() => fraction(0.1)).toThrow('not an exact number');
  });
});
