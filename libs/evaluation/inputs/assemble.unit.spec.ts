import fc from 'fast-check';
import { fraction } from '#libs/kernel';
import type { Measure } from '#libs/scoring';
import { sumMeasures } from './assemble.js';

const source = { hash: 'ab'.repeat(32), sheet: 'tax.csv', row: 2 };
const amount = (value: string, line = 'enterprise'): Measure => ({
  value,
  lines: [{ id: line, counted: true, contribution: value, source }],
});

describe('the base year of a merged park (R18)', () => {
  it('is the sum of its own and its predecessors’, each line under the park that it comes from', () => {
    const sum = sumMeasures([
      { park: 'P1', measures: { taxPaid: amount('100.25'), landArea: amount('60') } },
      { park: 'P2', measures: { taxPaid: amount('0.5'), landArea: amount('79999/4000') } },
    ]);
    expect(sum.taxPaid).toEqual({
      value: '403/4',
      lines: [
        { id: 'P1/enterprise', counted: true, contribution: '100.25', source },
        { id: 'P2/enterprise', counted: true, contribution: '0.5', source },
      ],
    });
    expect(sum.landArea?.value).toBe('319999/4000');
  });

  it('leaves a measure that one of them lacks to the others, and one that all lack absent', () => {
    const sum = sumMeasures([
      { park: 'P1', measures: { taxPaid: amount('100') } },
      { park: 'P2', measures: { rdExpense: amount('7') } },
    ]);
    expect([sum.taxPaid?.value, sum.rdExpense?.value, sum.operatingRevenue]).toEqual(['100', '7', undefined]);
  });

  it('of a park without predecessors is its own, references and all', () => {
    const own = { taxPaid: amount('12.5') };
    expect(sumMeasures([{ park: 'P1', measures: own }])).toBe(own);
  });

  it('does not depend on the order of the parks, and loses no digit', () => {
    const cents = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
    fc.assert(
      fc.property(fc.array(cents, { minLength: 2, maxLength: 6 }), (amounts) => {
        const parts = amounts.map((n, i) => ({ park: `P${i}`, measures: { taxPaid: amount(`${n}/100`, `e${i}`) } }));
        const exact = fraction(
          amounts.reduce((sum, n) => sum + n, 0n),
          100n,
        ).toFraction();
        expect(sumMeasures(parts).taxPaid?.value).toBe(exact);
        expect(sumMeasures([...parts].reverse()).taxPaid?.value).toBe(exact);
      }),
      { seed: 18 },
    );
  });
});
