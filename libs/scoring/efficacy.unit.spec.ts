import { park, rowScores, run, termOf } from './city.testing.js';

/** Three parks by tax per 亩 (land 100): level only, for growth is the same everywhere. */
const byTax = (...taxes: string[]) => taxes.map((tax, i) => park(`P${i + 1}`, { taxPaid: tax }, { taxPaid: tax }));
/** Parks of one level (tax 100) that grew from different bases. */
const byBase = (...bases: (string | undefined)[]) => bases.map((base, i) => park(`P${i + 1}`, {}, { taxPaid: base }));
const tax = (...args: Parameters<typeof run>) => rowScores(run(...args), 'taxPerMu');

describe('功效系数法: the level (R7, R7a)', () => {
  it('gives the best full points, the worst b, and the rest in proportion', () => {
    // level 4 × (0.6 + 0.4 f), growth equal for all: 6
    expect(tax(byTax('10', '20', '30'))).toEqual({ P1: '8.4000', P2: '9.2000', P3: '10.0000' });
    expect(tax(byTax('10', '20', '30'), { efficacyBase: '0.2' })).toEqual({ P1: '6.8000', P2: '8.4000', P3: '10.0000' });
    expect(tax(byTax('10', '20', '30'), { efficacyBase: '0' })).toEqual({ P1: '6.0000', P2: '8.0000', P3: '10.0000' });
  });

  it('rounds a row once, half up, from the exact fraction', () => {
    // 4 × (0.6 + 0.4 × 1/3) = 2.9333…, + 6
    expect(tax(byTax('10', '20', '40')).P2).toBe('8.9333');
    expect(tax(byTax('10', '20', '40'), { places: 0 }).P2).toBe('9');
    expect(termOf(run(byTax('10', '20', '40')), 'P2', 'taxPerMu', 'level').value).toBe('44/15');
  });

  it('gives everybody full points where best and worst are equal, or b under that reading, and says so', () => {
    const same = byTax('10', '10');
    expect(tax(same)).toEqual({ P1: '10.0000', P2: '10.0000' });
    expect(tax(same, { equalReference: 'base' })).toEqual({ P1: '6.0000', P2: '6.0000' });
    expect(termOf(run(same), 'P1', 'taxPerMu', 'levelFactor').flags).toEqual(['equalReference']);
  });

  it('gives a level of zero or below nothing and leaves it out of best and worst', () => {
    const parks = [
      park('P1', { taxPaid: '0' }),
      park('P2', { taxPaid: '-50' }),
      park('P3', { taxPaid: '10' }),
      park('P4', { taxPaid: '30' }),
    ];
    const result = run(parks);
    for (const id of ['P1', 'P2']) {
      expect(termOf(result, id, 'taxPerMu', 'level').value).toBe('0');
      expect(termOf(result, id, 'taxPerMu', 'levelFactor').flags).toEqual(['nonPositiveLevel']);
    }
    expect(termOf(result, 'P3', 'taxPerMu', 'levelFactor')).toMatchObject({ value: '3/5', worst: { park: 'P3', value: '1/10' } });
  });

  it('takes a level of zero or below like any other under that reading', () => {
    const parks = [park('P1', { taxPaid: '-10' }), park('P2', { taxPaid: '0' }), park('P3', { taxPaid: '10' })];
    const result = run(parks, { nonPositiveLevel: 'base' });
    expect(['P1', 'P2', 'P3'].map((id) => termOf(result, id, 'taxPerMu', 'levelFactor').value)).toEqual(['3/5', '4/5', '1']);
    expect(termOf(result, 'P2', 'taxPerMu', 'levelFactor').worst).toEqual({ park: 'P1', value: '-1/10' });
  });

  it('compares only ranked parks; a park in transition is scored against them, clamped', () => {
    const parks = [
      ...byTax('10', '30'),
      park('T1', { taxPaid: '90' }, { taxPaid: '90' }, { transition: true }),
      park('T2', { taxPaid: '1' }, { taxPaid: '1' }, { transition: true }),
    ];
    const result = run(parks);
    expect(rowScores(result, 'taxPerMu')).toEqual({ P1: '8.4000', P2: '10.0000', T1: '10.0000', T2: '8.4000' });
    expect(termOf(result, 'T1', 'taxPerMu', 'levelFactor')).toMatchObject({
      flags: ['clamped'],
      best: { park: 'P2' },
      worst: { park: 'P1' },
    });
    expect(termOf(result, 'P2', 'taxPerMu', 'levelFactor').flags).toBeUndefined();
  });

  it('gives full points to whoever has a value where no ranked park has one, b under that reading', () => {
    const parks = [park('P1', { taxPaid: '-1' }), park('T1', {}, {}, { transition: true })];
    const result = run(parks);
    expect(termOf(result, 'T1', 'taxPerMu', 'levelFactor')).toMatchObject({ value: '1', flags: ['noReference'] });
    expect(termOf(result, 'P1', 'taxPerMu', 'level').value).toBe('0');
    expect(termOf(run(parks, { equalReference: 'base' }), 'T1', 'taxPerMu', 'levelFactor').value).toBe('3/5');
  });

  it('gives a park without land or without the amount no points for either, and leaves it out of best and worst', () => {
    for (const change of [{ landArea: '0' }, { landArea: '-1' }, { landArea: undefined }, { taxPaid: undefined }]) {
      const result = run([park('P1', change), ...byTax('10', '30').map((each) => ({ ...each, id: `${each.id}x` }))]);
      expect(rowScores(result, 'taxPerMu')).toEqual({ P1: '0.0000', P1x: '8.4000', P2x: '10.0000' });
      expect(termOf(result, 'P1', 'taxPerMu', 'levelFactor').flags).toEqual(['noValue']);
      expect(termOf(result, 'P1', 'taxPerMu', 'growthFactor').flags).toEqual(['noValue']);
    }
  });

  it('names the first by id of several best or worst, and does not count barred parks', () => {
    const parks = [...byTax('10', '30', '30', '10'), park('B1', { taxPaid: '999' }, {}, { parkWithinPark: true })];
    expect(termOf(run(parks), 'P1', 'taxPerMu', 'levelFactor')).toMatchObject({
      best: { park: 'P2', value: '3/10' },
      worst: { park: 'P1', value: '1/10' },
    });
  });

  it('compares with fixed references where the scheme has them, for that key only', () => {
    const fixedReferences = { 'taxPerMu.level': { best: '0.4', worst: '0.2' } };
    const result = run(byTax('10', '30', '50'), { fixedReferences });
    expect(['P1', 'P2', 'P3'].map((id) => termOf(result, id, 'taxPerMu', 'levelFactor').value)).toEqual(['3/5', '4/5', '1']);
    expect(termOf(result, 'P1', 'taxPerMu', 'levelFactor')).toMatchObject({
      flags: ['fixedReference', 'clamped'],
      best: { park: null, value: '2/5' },
    });
    expect(termOf(result, 'P2', 'revenuePerMu', 'levelFactor').flags).toEqual(['equalReference']);
  });

  it('treats equal fixed references as equal, and a level ≤ 0 as R7a says', () => {
    const fixedReferences = { 'taxPerMu.level': { best: '0.1', worst: '0.1' } };
    const result = run([...byTax('10', '30'), park('P3', { taxPaid: '-1' })], { fixedReferences, equalReference: 'base' });
    expect(['P1', 'P2', 'P3'].map((id) => termOf(result, id, 'taxPerMu', 'levelFactor').value)).toEqual(['3/5', '3/5', '0']);
  });

  it('shares the points by levelShare and growthShare (R9)', () => {
    expect(tax(byTax('10', '30'), { levelShare: '1', growthShare: '0' })).toEqual({ P1: '6.0000', P2: '10.0000' });
    expect(tax(byTax('10', '30'), { levelShare: '0', growthShare: '1' })).toEqual({ P1: '10.0000', P2: '10.0000' });
  });
});

describe('功效系数法: the growth (R8)', () => {
  it('bounds growth at the cap on both sides before comparing', () => {
    // growth: +300 % → 1, 0 %, −150 % → −1
    const parks = [
      park('P1', { taxPaid: '100' }, { taxPaid: '25' }),
      park('P2', {}, { taxPaid: '100' }),
      park('P3', { taxPaid: '-50' }, { taxPaid: '100' }),
    ];
    const result = run(parks);
    expect(['P1', 'P2', 'P3'].map((id) => termOf(result, id, 'taxPerMu', 'growthValue').value)).toEqual(['1', '0', '-1']);
    expect(['P1', 'P2', 'P3'].map((id) => termOf(result, id, 'taxPerMu', 'growthValue').flags?.[0])).toEqual([
      'boundedGrowth',
      undefined,
      'boundedGrowth',
    ]);
    expect(['P1', 'P2', 'P3'].map((id) => termOf(result, id, 'taxPerMu', 'growthFactor').value)).toEqual(['1', '4/5', '3/5']);
    const unbounded = run(parks, { growthCap: null });
    expect(['P1', 'P2', 'P3'].map((id) => termOf(unbounded, id, 'taxPerMu', 'growthValue').value)).toEqual(['3', '0', '-3/2']);
    expect(termOf(run(parks, { growthCap: '0.5' }), 'P1', 'taxPerMu', 'growthValue').value).toBe('1/2');
  });

  it('does not flag a growth that meets the cap exactly', () => {
    const result = run([park('P1', {}, { taxPaid: '50' }), park('P2')]);
    expect(termOf(result, 'P1', 'taxPerMu', 'growthValue')).toMatchObject({ value: '1' });
    expect(termOf(result, 'P1', 'taxPerMu', 'growthValue').flags).toBeUndefined();
  });

  it('compares per 亩, of the total under that reading, and R&D always by its total', () => {
    // tax doubled on doubled land
    const parks = [park('P1', { taxPaid: '200', rdExpense: '90', landArea: '200' }, { taxPaid: '100', landArea: '100' }), park('P2')];
    expect(termOf(run(parks), 'P1', 'taxPerMu', 'growthValue')).toMatchObject({ value: '0', parameters: { of: 'perMu' } });
    expect(termOf(run(parks, { growthOf: 'total' }), 'P1', 'taxPerMu', 'growthValue')).toMatchObject({
      value: '1',
      parameters: { of: 'total' },
    });
    expect(termOf(run(parks), 'P1', 'rdExpense', 'growthValue')).toMatchObject({ value: '1', parameters: { of: 'total' } });
  });
});

describe('growth that can not be compared (R13)', () => {
  // P1, P2 comparable (+100 %, 0); the third is the case. Levels: all 1 per 亩, so that the level's factor is full.
  const withThird = (current: Record<string, string>, base: Record<string, string | undefined>) => [
    ...byBase('50', '100'),
    park('P3', current, base),
  ];
  const factor = (parks: ReturnType<typeof byBase>, readings = {}) => termOf(run(parks, readings), 'P3', 'taxPerMu', 'growthFactor');

  it('turned around (base ≤ 0, value > 0) earns the full growth points', () => {
    for (const base of ['0', '-10']) {
      expect(factor(withThird({}, { taxPaid: base }))).toMatchObject({
        value: '1',
        operation: 'substitute',
        flags: ['incomparable', 'turnaround'],
      });
    }
  });

  it('not positive in both years earns the worst, b', () => {
    for (const value of ['0', '-5']) {
      expect(factor(withThird({ taxPaid: value }, { taxPaid: '0' }))).toMatchObject({
        value: '3/5',
        flags: ['incomparable', 'bothNonPositive'],
      });
    }
  });

  it('without an existing base takes the factor of the level', () => {
    const parks = [...byTax('10', '50'), park('P3', { taxPaid: '30' }, { taxPaid: undefined })];
    expect(factor(parks)).toMatchObject({ value: '4/5', flags: ['incomparable', 'baseNonExistent'] });
  });

  it('counts base land that is absent, zero or negative as no base where growth is per 亩, and only there', () => {
    for (const landArea of [undefined, '0', '-1']) {
      const parks = withThird({}, { taxPaid: '50', landArea });
      expect(factor(parks)).toMatchObject({ flags: ['incomparable', 'baseNonExistent'] });
      expect(termOf(run(parks, { growthOf: 'total' }), 'P3', 'taxPerMu', 'growthValue').value).toBe('1');
      expect(termOf(run(parks), 'P3', 'rdExpense', 'growthValue').value).toBe('1/9');
    }
  });

  it('gives a non-positive level without a base nothing for either', () => {
    const parks = [...byTax('10', '50'), park('P3', { taxPaid: '-1' }, { taxPaid: undefined })];
    expect(tax(parks).P3).toBe('0.0000');
  });

  it('always gives b under the reading worst', () => {
    for (const base of ['0', undefined])
      expect(factor(withThird({}, { taxPaid: base }), { incomparableGrowth: 'worst' }).value).toBe('3/5');
    expect(factor(withThird({}, { taxPaid: undefined }), { incomparableGrowth: 'worst', efficacyBase: '0' }).value).toBe('0');
  });

  it('always takes the factor of the level under the reading level-only', () => {
    const parks = [...byTax('10', '50'), park('P3', { taxPaid: '30' }, { taxPaid: '0' })];
    expect(factor(parks, { incomparableGrowth: 'level-only' }).value).toBe('4/5');
  });

  it('takes the mean of the comparable ranked parks under the reading average', () => {
    // factors 1 and 3/5 of the ranked; the park in transition (growth −100 %) and P3 itself are not among them
    const parks = [...withThird({}, { taxPaid: '0' }), park('T1', { taxPaid: '0' }, {}, { transition: true })];
    expect(factor(parks, { incomparableGrowth: 'average' }).value).toBe('4/5');
    const transition = [...byBase('50', '100'), park('P3', {}, { taxPaid: '0' }, { transition: true })];
    expect(factor(transition, { incomparableGrowth: 'average' }).value).toBe('4/5');
  });

  it('gives b under the reading average where no ranked park can be compared', () => {
    const parks = [park('P3', {}, { taxPaid: '0' }), park('T1', {}, {}, { transition: true })];
    expect(factor(parks, { incomparableGrowth: 'average' })).toMatchObject({
      value: '3/5',
      flags: ['incomparable', 'turnaround', 'noComparableParks'],
    });
  });

  it('leaves an incomparable growth out of best and worst', () => {
    const result = run(withThird({}, { taxPaid: '0' }));
    expect(termOf(result, 'P1', 'taxPerMu', 'growthFactor')).toMatchObject({
      best: { park: 'P1', value: '1' },
      worst: { park: 'P2', value: '0' },
    });
  });
});
