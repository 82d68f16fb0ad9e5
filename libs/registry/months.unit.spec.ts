import fc from 'fast-check';
import { addMonths, laterDay } from './months.js';

describe('periods of months (民法典 第201、202条)', () => {
  it.each([
    ['2022-03-15', 24, '2024-03-15'],
    ['2021-06-30', 12, '2022-06-30'],
    ['2022-01-31', 1, '2022-02-28'],
    ['2023-12-31', 2, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2022-11-30', 1, '2022-12-30'],
    ['2022-12-01', 1, '2023-01-01'],
  ])('%s and %i months end with %s', (day, months, end) => expect(addMonths(day, months)).toBe(end));

  it('end later the later they begin and the longer they are', () => {
    const day = fc.integer({ min: 0, max: 20_000 }).map((n) => new Date(Date.UTC(1990, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, fc.nat(60), (a, b, n) => {
        const [first, last] = [laterDay(a, b) === a ? b : a, laterDay(a, b)];
        expect(addMonths(first, n) <= addMonths(last, n)).toBe(true);
        expect(addMonths(first, n) < addMonths(first, n + 1)).toBe(true);
        expect(addMonths(first, 0)).toBe(first);
      }),
      { seed: 34 },
    );
  });
});
