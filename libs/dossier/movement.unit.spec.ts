import { findMetric, type FactLine, type Metric } from '#libs/scheme';
import { isLarge, type Movement, movementOf } from './movement.js';
import { scheme, usccs } from './testing/city.js';

const asked = scheme.demands?.explanation ?? { share: '0.50', smallest: { amount: '200', area: '5', percent: '10', count: '3' } };
const metric = (code: string): Metric => findMetric(scheme, code) as Metric;
const of = (code: string, now: readonly object[], before: readonly object[]): Movement | undefined =>
  movementOf(metric(code), now as readonly FactLine[], before as readonly FactLine[]);
const amount = (value: string, share?: string): object => ({ uscc: usccs[0], amount: value, ...(share ? { share } : {}) });
const parcel = (area: string, unit: 'mu' | 'm2', share?: string): object => ({ area, unit, ...(share ? { share } : {}) });
const share = (numerator: string, denominator: string): object => ({ numerator, denominator });

describe("a value beside last year's", () => {
  it.each<[string, readonly object[], readonly object[], Partial<Movement>]>([
    ['taxPaid', [amount('100'), amount('66.6667', '37.5')], [amount('-0.5')], { kind: 'amount', now: '125', before: '-0.5' }],
    ['landArea', [parcel('13333.33', 'm2', '50')], [parcel('60.5', 'mu')], { kind: 'area', now: '10', before: '60.5' }],
    ['leadingIndustryShare', [share('1', '3')], [share('60', '80')], { kind: 'percent', now: '33.3333', before: '75' }],
    ['inventionPatents', [{}, {}], [], { kind: 'count', now: '2', before: '0' }],
  ])('of %s', (code, now, before, movement) => {
    expect(of(code, now, before)).toEqual(movement);
  });

  it('has no size where it is a choice, a yes or no, or points', () => {
    for (const code of ['clusteringOption', 'governanceSound', 'digitalAssessed']) expect(of(code, [{}], [])).toBeUndefined();
  });

  it.each<[Movement, boolean]>([
    [{ kind: 'amount', before: '400', now: '600' }, true],
    [{ kind: 'amount', before: '400', now: '599.99' }, false],
    [{ kind: 'amount', before: '400.02', now: '600.02' }, false],
    [{ kind: 'amount', before: '-400', now: '-200' }, true],
    [{ kind: 'amount', before: '10', now: '100' }, false],
    [{ kind: 'count', before: '0', now: '3' }, true],
    [{ kind: 'count', before: '0', now: '2' }, false],
    [{ kind: 'count', before: '0', now: '0' }, false],
    [{ kind: 'percent', before: '20', now: '30' }, true],
    [{ kind: 'area', before: '9', now: '4.5' }, false],
  ])('%j is large: %p (half of it at least, and no trifle)', (movement, large) => {
    expect(isLarge(movement, asked)).toBe(large);
  });
});
