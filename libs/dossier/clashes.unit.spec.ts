import fc from 'fast-check';
import { type Claim, type ClaimSet, claimsOf, clashesAmong, clashesOf } from './clashes.js';
import * as city from './testing/city.js';
import { given, submit, verify, withRoster } from './testing/road.js';

const [a] = city.usccs;
const set = (park: string, ...claims: Claim[]): ClaimSet => ({ park, year: 2023, claims });
const certificate = (subject: string, metric = 'highTechNew'): Claim => ({ kind: 'certificate', metric, subject, line: subject });
const stay = (from: string, to: string | null, subject: string = a): Claim => ({
  kind: 'stay',
  metric: 'tenantRoster',
  subject,
  line: `${subject}@${from}`,
  from,
  to,
});
const share = (subject: string, value: string): Claim => ({ kind: 'share', metric: 'landArea', subject, line: subject, share: value });

describe('clashes between parks (R5)', () => {
  it('one certificate in two parks, in the same list', () => {
    expect(clashesAmong([set('P2', certificate('GR1')), set('P1', certificate('GR1'), certificate('GR2'))])).toEqual([
      {
        kind: 'certificate',
        metric: 'highTechNew',
        subject: 'GR1',
        places: [
          { park: 'P1', line: 'GR1' },
          { park: 'P2', line: 'GR1' },
        ],
      },
    ]);
    expect(clashesAmong([set('P1', certificate('GR1')), set('P2', certificate('GR1', 'littleGiantNew'))])).toEqual([]);
  });

  it.each([
    ['stays that share a day', '2023-01-01', '2023-06-30', '2023-06-30', null, 1],
    ['a move from one day to the next', '2023-01-01', '2023-06-30', '2023-07-01', null, 0],
    ['two open stays', '2020-01-01', null, '2023-12-31', null, 1],
    ['days shared only in an earlier year', '2021-01-01', '2022-12-31', '2022-12-01', null, 0],
    ['days shared only in a later year', '2023-01-01', null, '2024-01-01', null, 0],
  ])('%s', (_what, from1, to1, from2, to2, count) => {
    expect(clashesAmong([set('P1', stay(from1, to1)), set('P2', stay(from2, to2))])).toHaveLength(count);
  });

  it('names only the stays that meet', () => {
    const [clash] = clashesAmong([
      set('P1', stay('2023-01-01', '2023-02-01'), stay('2023-05-01', null)),
      set('P2', stay('2023-06-01', null)),
    ]);
    expect(clash?.places).toEqual([
      { park: 'P1', line: `${a}@2023-05-01` },
      { park: 'P2', line: `${a}@2023-06-01` },
    ]);
  });

  it('shares of one parcel up to 100 % in all are no clash (R18)', () => {
    expect(clashesAmong([set('P1', share('x', '60')), set('P2', share('x', '40'))])).toEqual([]);
    expect(clashesAmong([set('P1', share('x', '60')), set('P2', share('x', '40.000001'))])).toHaveLength(1);
    expect(clashesAmong([set('P1', share('x', '100')), set('P2', share('y', '100'))])).toEqual([]);
  });

  it('shares of one parcel in hundreds of parks are added up once, not for each pair of them', () => {
    const parks = (value: string) => Array.from({ length: 400 }, (_, i) => set(`P${i}`, share('x', value)));
    expect(clashesAmong(parks('0.25'))).toEqual([]);
    expect(clashesAmong(parks('0.250001'))[0]?.places).toHaveLength(400);
  });

  it('dossiers of different years do not meet', () => {
    expect(clashesAmong([set('P1', certificate('GR1')), { ...set('P2', certificate('GR1')), year: 2022 }])).toEqual([]);
  });

  it('are the same whatever the order of parks and claims', () => {
    const claim = fc.oneof(
      fc.constantFrom('GR1', 'GR2').map((subject) => certificate(subject)),
      fc.constantFrom('30', '50', '70').map((value) => share('x', value)),
      fc.constantFrom('2023-01-01', '2023-03-01').map((from) => stay(from, '2023-02-01' < from ? null : '2023-02-01')),
    );
    const parks = fc.uniqueArray(fc.tuple(fc.constantFrom('P1', 'P2', 'P3'), fc.uniqueArray(claim, { selector: (c) => c.kind + c.line })), {
      selector: ([park]) => park,
    });
    fc.assert(
      fc.property(parks, (drawn) => {
        const forwards = clashesAmong(drawn.map(([park, claims]) => set(park, ...claims)));
        const backwards = clashesAmong(drawn.reverse().map(([park, claims]) => set(park, ...claims.reverse())));
        expect(backwards).toEqual(forwards);
        for (const clash of forwards) expect(new Set(clash.places.map((place) => place.park)).size).toBeGreaterThan(1);
        expect(clashesOf('P1', forwards)).toEqual(forwards.filter((clash) => clash.places.some((place) => place.park === 'P1')));
      }),
      { seed: 5 },
    );
  });
});

describe('what a dossier claims', () => {
  it('stands in its lines, until they are struck', () => {
    const patents = submit(withRoster(), 'inventionPatents', [city.patent('ZL1'), city.patent('ZL2')]);
    const subjects = (dossier: ReturnType<typeof given>) => claimsOf(dossier.state).map((claim) => [claim.kind, claim.subject]);
    expect(subjects(patents)).toEqual([
      ['stay', a],
      ['certificate', 'ZL1'],
      ['certificate', 'ZL2'],
    ]);
    const roster = verify(submit(given(), 'tenantRoster'), 'tenantRoster', [
      { line: `${a}@2022-01-01`, verdict: 'struck', reason: '未入驻' },
    ]);
    expect(subjects(roster)).toEqual([]);
  });

  it('takes an apportioned share and a parcel, but no whole amount', () => {
    const apportioned = { ...city.amount(a, '1'), scope: 'apportioned', share: '40' };
    const tax = submit(withRoster(given(), []), 'taxPaid', [apportioned, city.amount(city.usccs[1], '2')]);
    expect(claimsOf(submit(tax, 'landArea').state)).toEqual([
      { kind: 'share', metric: 'taxPaid', subject: a, line: a, share: '40' },
      { kind: 'share', metric: 'landArea', subject: '皖(2020)0001', line: '皖(2020)0001', share: '100' },
    ]);
  });
});
