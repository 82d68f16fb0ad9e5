import type { FactLine, LineFields, LineKind } from '#libs/scheme';
import { findMetric, lineId } from '#libs/scheme';
import { type Measure, measures, type Verdict, type VerifiedFact, type VerifiedLine } from '#libs/scoring';
import { scheme, YEAR } from './city.testing.js';

const source = { hash: 'ab'.repeat(32), sheet: '清单.csv', row: 2 };
const A = '91350100M000100Y43';
const B = '91110108551385082Q';
const C = '91341502MA2TX00250';

/** A line of the metric's kind, confirmed unless said otherwise. */
function line<K extends LineKind>(kind: K, fields: LineFields<K>, verdict: Verdict = 'confirmed'): VerifiedLine {
  return { line: { id: lineId(kind, fields), source, ...fields } as unknown as FactLine, verdict };
}

function fact(metric: string, ...lines: VerifiedLine[]): VerifiedFact {
  return { reference: { metric, version: 1, eventId: `event-${metric}`, stream: 'dossier-P1_2024', revision: 3 }, lines };
}

const stay = (uscc: string, from: string, to: string | null, verdict: Verdict = 'confirmed') =>
  line('tenancy', { uscc, from, to }, verdict);
/** A stays all along; B until 30 June of Y; C came on 1 July of Y. */
const roster = fact('tenantRoster', stay(A, '2020-01-01', null), stay(B, '2022-01-01', '2024-06-30'), stay(C, '2024-07-01', null));

const measured = (metric: string, lines: VerifiedLine[], code = metric): Measure | undefined =>
  measures({ scheme, year: YEAR, facts: [roster, fact(metric, ...lines)] })[code];
const whys = (measure: Measure | undefined) => measure?.lines?.map((each) => each.why ?? 'counted');

describe('from confirmed lines to measures', () => {
  const amount = (uscc: string, value: string, more: object = {}, verdict: Verdict = 'confirmed') =>
    line('enterpriseAmount', { uscc, amount: value, scope: 'entity', ...more }, verdict);

  it('counts confirmed lines only, and says of each other line why not', () => {
    const measure = measured('taxPaid', [amount(A, '10.5'), amount(B, '-3'), amount(C, '7', {}, 'struck')]);
    expect(measure?.value).toBe('15/2');
    expect(measure?.lines).toEqual([
      { id: A, counted: true, contribution: '21/2', source },
      { id: B, counted: true, contribution: '-3', source },
      { id: C, counted: false, why: 'struck', source },
    ]);
    expect(whys(measured('taxPaid', [amount(A, '1', {}, 'returned'), amount(B, '1', {}, null)]))).toEqual(['returned', 'unverified']);
  });

  it('carries the fact version that it was computed from', () => {
    expect(measured('taxPaid', [])).toEqual({ value: '0', fact: fact('taxPaid').reference, lines: [] });
  });

  it('counts lines without a verdict only where a what-if asks for it', () => {
    const facts = [
      fact('tenantRoster', stay(A, '2020-01-01', null, null)),
      fact('taxPaid', amount(A, '5', {}, null), amount(B, '7', {}, 'struck')),
    ];
    expect(measures({ scheme, year: YEAR, facts }).taxPaid?.value).toBe('0');
    expect(measures({ scheme, year: YEAR, facts, unverified: 'count' }).taxPaid?.value).toBe('5');
  });

  it('gives no measure for a metric without a fact: it was waived', () => {
    expect(measures({ scheme, year: YEAR, facts: [roster] })).toEqual({});
  });

  it('leaves out enterprises that were never tenants in the year, by the confirmed roster', () => {
    const facts = [
      fact('tenantRoster', stay(A, '2023-01-01', '2023-12-31'), stay(B, '2024-12-31', null), stay(C, '2020-01-01', null, 'struck')),
    ];
    const measure = measures({
      scheme,
      year: YEAR,
      facts: [...facts, fact('taxPaid', amount(A, '1'), amount(B, '2'), amount(C, '4'))],
    }).taxPaid;
    expect(measure?.value).toBe('2');
    expect(whys(measure)).toEqual(['notOnRoster', 'counted', 'notOnRoster']);
  });

  it('counts every confirmed amount of a base year that has no roster', () => {
    expect(measures({ scheme, year: 2023, facts: [fact('taxPaid', amount(A, '1'), amount(B, '2'))] }).taxPaid?.value).toBe('3');
  });

  it('takes the park’s part of an apportioned amount and refuses consolidated figures (R24)', () => {
    const measure = measured('operatingRevenue', [
      amount(A, '10', { scope: 'apportioned', share: '33' }),
      amount(B, '99', { scope: 'consolidated' }),
    ]);
    expect(measure?.value).toBe('33/10');
    expect(whys(measure)).toEqual(['counted', 'consolidated']);
  });

  it('turns m² into 亩 exactly and shares parcels by recorded share (R18)', () => {
    const parcel = (certificate: string, area: string, unit: 'mu' | 'm2', share?: string) =>
      line('parcel', { certificate, area, unit, ...(share === undefined ? {} : { share }) });
    expect(measured('landArea', [parcel('1', '13333.33', 'm2')])?.value).toBe('3999999/200000'); // 19.999995
    expect(measured('landArea', [parcel('1', '20000', 'm2'), parcel('2', '9', 'mu', '33.3')])?.value).toBe('32997/1000');
  });
});

describe('who counts on which day (R4)', () => {
  it('counts what happened on a day when the enterprise was a tenant, first and last day included, even if it left since', () => {
    const patent = (certificate: string, uscc: string, date: string) => line('patent', { uscc, certificate, date, origin: 'original' });
    const measure = measured('inventionPatents', [
      patent('1', B, '2024-06-30'),
      patent('2', B, '2024-07-01'),
      patent('3', C, '2024-07-01'),
      patent('4', C, '2024-06-30'),
    ]);
    expect(measure?.value).toBe(2);
    expect(whys(measure)).toEqual(['counted', 'notTenantOnDay', 'counted', 'notTenantOnDay']);
  });

  it('counts patents granted in Y and not those transferred (R23)', () => {
    const patent = (certificate: string, date: string, origin: 'original' | 'transferred' = 'original') =>
      line('patent', { uscc: A, certificate, date, origin });
    const lines = [
      patent('1', '2023-12-31'),
      patent('2', '2024-01-01'),
      patent('3', '2024-12-31'),
      patent('4', '2025-01-01'),
      patent('5', '2024-05-05', 'transferred'),
    ];
    expect(whys(measured('softwareCopyrights', lines))).toEqual(['otherYear', 'counted', 'counted', 'otherYear', 'transferred']);
  });

  it('counts first recognitions and those after a lapse, several of one enterprise too, and no renewals (R21)', () => {
    const recognised = (certificate: string, issue: 'first' | 'renewed' | 'afterLapse', date = '2024-03-01') =>
      line('certificate', { uscc: A, certificate, date, issue });
    const measure = measured('highTechNew', [
      recognised('1', 'first'),
      recognised('2', 'renewed'),
      recognised('3', 'afterLapse'),
      recognised('4', 'first', '2023-12-31'),
    ]);
    expect(measure?.value).toBe(2);
    expect(whys(measure)).toEqual(['counted', 'renewed', 'counted', 'otherYear']);
  });

  it('counts suppliers of a chain leader by contract or invoice in Y', () => {
    const supplies = (uscc: string, date: string) => line('chainSupport', { uscc, chainLeader: C, proof: 'invoice', date });
    expect(
      whys(measured('chainSupportEnterprises', [supplies(A, '2024-01-01'), supplies(B, '2024-08-01'), supplies(C, '2023-12-31')])),
    ).toEqual(['counted', 'notTenantOnDay', 'otherYear']);
  });
});

describe('规上工业企业 (R19, R20)', () => {
  const listed = (batch: string, left: string | null, relocated = false, uscc = A) => line('aboveScale', { uscc, batch, left, relocated });
  it.each([
    ['in before Y and still in', listed('2023-12-31', null), 'counted', 'otherYear'],
    ['out on the last day of Y', listed('2020-05-01', '2024-12-31'), 'notInStock', 'otherYear'],
    ['out on the day after Y', listed('2020-05-01', '2025-01-01'), 'counted', 'otherYear'],
    ['in on the first day of Y', listed('2024-01-01', null), 'notInStock', 'counted'],
    ['in on the last day of Y', listed('2024-12-31', null), 'notInStock', 'counted'],
    ['in within Y and out again (gross)', listed('2024-03-01', '2024-11-01'), 'notInStock', 'counted'],
    ['in within Y by relocation', listed('2024-03-01', null, true), 'notInStock', 'relocated'],
    ['in after Y', listed('2025-01-01', null), 'notInStock', 'otherYear'],
    ['in before Y, graduated since', listed('2023-03-01', null, false, B), 'notTenantOnDay', 'otherYear'],
    ['in within Y, graduated since', listed('2024-03-01', null, false, B), 'notInStock', 'counted'],
    ['in within Y, before it came', listed('2024-03-01', null, false, C), 'notInStock', 'notTenantOnDay'],
    ['in before Y, tenant since July', listed('2021-03-01', null, false, C), 'counted', 'otherYear'],
  ])('%s', (_case, given, stock, added) => {
    expect(whys(measured('aboveScale', [given], 'aboveScaleStock'))).toEqual([stock]);
    expect(whys(measured('aboveScale', [given], 'aboveScaleNew'))).toEqual([added]);
    expect(measured('aboveScale', [given], 'aboveScaleStock')?.value).toBe(stock === 'counted' ? 1 : 0);
  });
});

describe('statements, lists and sets', () => {
  it('computes the leading industry’s share exactly, and zero without 产业清晰 (R14)', () => {
    const share = (numerator: string, denominator: string, clear: boolean) =>
      measured('leadingIndustryShare', [line('industryShare', { industry: 'newMaterials', clear, numerator, denominator })]);
    expect(share('1', '3', true)?.value).toBe('100/3');
    expect(share('60', '100', true)?.value).toBe('60');
    expect(share('1', '3', false)?.value).toBe('0');
    expect(whys(share('1', '3', false))).toEqual(['notClear']);
  });

  it('takes a flag or choice as stated; a struck choice says nothing, a struck flag is no', () => {
    expect(measured('governanceSound', [line('flag', { value: true })])?.value).toBe(true);
    expect(measured('governanceSound', [line('flag', { value: false })])?.value).toBe(false);
    expect(measured('governanceSound', [line('flag', { value: true }, 'struck')])?.value).toBe(false);
    expect(measured('clusteringOption', [line('choice', { value: 'chainSupport' })])?.value).toBe('chainSupport');
    expect(measured('clusteringOption', [line('choice', { value: 'chainSupport' }, 'struck')])).toBeUndefined();
  });

  it('lists services whose contract covers the whole year, one entry a line', () => {
    const service = (contract: string, from: string, to: string, category = '政务代办') =>
      line('service', { category, institution: '甲', contract, from, to });
    const measure = measured('serviceTypes', [
      service('1', '2024-01-01', '2024-12-31'),
      service('2', '2020-01-01', '2026-01-01'),
      service('3', '2024-01-02', '2024-12-31'),
      service('4', '2024-01-01', '2024-12-30'),
    ]);
    expect(measure?.value).toEqual(['政务代办', '政务代办']);
    expect(whys(measure)).toEqual(['counted', 'counted', 'contractNotCovering', 'contractNotCovering']);
  });

  it('lists platforms by kind and items of a set', () => {
    const platform = (name: string, kind: string) => line('platform', { kind, name, owner: '园区' });
    expect(measured('publicPlatforms', [platform('甲', '检验检测'), platform('乙', '检验检测')])?.value).toEqual(['检验检测', '检验检测']);
    expect(
      measured('supportingFacilities', [line('setItem', { item: '宿舍' }), line('setItem', { item: '食堂' }, 'struck')])?.value,
    ).toEqual(['宿舍']);
  });

  it('keeps the date of a recognition and counts talent teams of the year', () => {
    const recognition = line('recognition', { level: 'national', certificate: '1', date: '2019-01-01' });
    expect(measured('innovationRecognitions', [recognition])?.value).toEqual([{ level: 'national', date: '2019-01-01' }]);
    const team = (certificate: string, date: string) => line('talentTeam', { level: 'municipal', certificate, date });
    expect(whys(measured('talentTeams', [team('1', '2023-12-31'), team('2', '2024-01-01')]))).toEqual(['otherYear', 'counted']);
  });

  it('takes the median of at least three assessors (R31)', () => {
    const assessed = (...points: string[]) =>
      measured(
        'digitalAssessed',
        points.map((each, i) => line('assessment', { assessor: `a${i}`, points: each, reason: '系统在用' })),
      );
    expect(assessed('4', '0', '1.5')?.value).toBe('3/2');
    expect(assessed('4', '0', '1.5', '2')?.value).toBe('7/4');
    expect(assessed('4', '3.5')?.value).toBe('0');
    expect(whys(assessed('4', '3.5'))).toEqual(['tooFewAssessors', 'tooFewAssessors']);
  });

  it('refuses a fact of a metric that the scheme does not have', () => {
    expect(findMetric(scheme, 'profit')).toBeUndefined();
    expect(() => measures({ scheme, year: YEAR, facts: [fact('profit')] })).toThrow('profit');
  });
});
