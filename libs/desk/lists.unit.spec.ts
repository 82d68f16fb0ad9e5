import { changesOf } from './changes.js';
import { completenessOf } from './completeness.js';
import {
  clerk,
  closed,
  corrected,
  county,
  declared,
  deskOf,
  frozen,
  type GivenPark,
  parkOf,
  returned,
  reviewed,
  submitted,
  taskForce,
  usccs,
  verified,
} from './desk-year.testing.js';
import { progressOf } from './progress.js';
import { queueOf } from './queue.js';
import { sideBySide } from './side-by-side.js';

const [a, b, c] = usccs;
const stay = (uscc: string, from = '2022-01-01', to: string | null = null) => ({ uscc, from, to });
const amount = (uscc: string, value: string) => ({ uscc, amount: value, scope: 'entity' });
const patent = (certificate: string, uscc: string = a) => ({ uscc, certificate, date: '2023-05-01', origin: 'original' });
const parcel = { certificate: '皖(2020)0001', area: '30', unit: 'mu' };
const patents = ['甲', '乙'].map((certificate) => patent(certificate));

describe('the queue', () => {
  const odd = { code: 'dossier.outsideYear', message: '日期不在年度之内' };
  const desk = deskOf({
    P1: {
      year: [
        submitted('landArea', [parcel], { at: '2024-06-14T01:00:00.000Z' }),
        submitted('inventionPatents', patents, { at: '2024-04-10T01:00:00.000Z', warnings: [odd], note: '见附件' }),
        declared(),
        reviewed('2024-05-20T01:00:00.000Z'),
        // A claim that came after the review waits for the next one.
        submitted('softwareCopyrights', [patent('丙')], { at: '2024-06-01T01:00:00.000Z' }),
      ],
    },
    P2: {
      county: '341503',
      year: [submitted('landArea', [{ ...parcel, certificate: '皖(2020)0002' }], { at: '2024-06-13T01:00:00.000Z' })],
    },
    P3: { year: [submitted('landArea', [parcel]), closed(2024)] },
  });
  const brief = (items: ReturnType<typeof queueOf>) => items.map(({ park, metric }) => `${park} ${metric}`);

  it('holds what a department could verify today, the longest wait first', () => {
    expect(brief(queueOf(desk, taskForce))).toEqual(['P1 inventionPatents', 'P2 landArea', 'P1 landArea']);
    expect(queueOf(desk, clerk('market'), { department: 'market' })).toEqual([
      expect.objectContaining({
        ...{ park: 'P1', year: 2023, metric: 'inventionPatents', version: 1, lines: 2, warnings: 1, waitingSince: '2024-05-20', age: 22 },
        ...{ due: { nominal: '2024-07-15', day: '2024-07-15' }, overdue: 0, details: { warnings: [odd], note: '见附件' } },
      }),
    ]);
  });

  it('is sorted and narrowed as asked', () => {
    expect(brief(queueOf(desk, taskForce, { sort: 'park' }))).toEqual(['P1 landArea', 'P1 inventionPatents', 'P2 landArea']);
    expect(brief(queueOf(desk, taskForce, { sort: 'metric' }))).toEqual(['P2 landArea', 'P1 landArea', 'P1 inventionPatents']);
    expect(brief(queueOf(desk, taskForce, { metric: 'landArea', park: 'P2' }))).toEqual(['P2 landArea']);
    expect(brief(queueOf(desk, county('341503')))).toEqual(['P2 landArea']);
  });

  it('says by how many working days something is late', () => {
    expect(queueOf({ ...desk, today: '2024-07-19' }, taskForce).map(({ overdue }) => overdue)).toEqual([4, 4, 4]);
  });
});

describe('several parks that claim the same', () => {
  const given: Record<string, GivenPark> = {
    P1: {
      year: [submitted('inventionPatents', patents), submitted('taxPaid', [{ ...amount(a, '1'), scope: 'apportioned', share: '60' }])],
    },
    P2: {
      county: '341503',
      year: [
        submitted('inventionPatents', [patent('乙', b)]),
        verified('inventionPatents', [patent('乙', b)]),
        submitted('taxPaid', [{ ...amount(a, '1'), scope: 'apportioned', share: '50' }]),
      ],
    },
  };

  it('stand side by side with who delivered them, their places and verdicts', () => {
    expect(sideBySide(deskOf(given), clerk('market'), { metric: 'inventionPatents' })).toEqual([
      {
        ...{ kind: 'certificate', metric: 'inventionPatents', name: '新增发明专利', parks: ['P1', 'P2'], subject: '乙' },
        lines: [
          expect.objectContaining({
            park: 'P1',
            verdict: null,
            line: expect.objectContaining({ uscc: a, source: expect.objectContaining({ row: 3 }) }),
          }),
          expect.objectContaining({ park: 'P2', verdict: 'confirmed', line: expect.objectContaining({ uscc: b }) }),
        ],
      },
    ]);
  });

  it('name no enterprise to who may not see the lines, and stay away from a county that has no part', () => {
    expect(sideBySide(deskOf(given), clerk('market'), { metric: 'taxPaid' })).toMatchObject([{ kind: 'share', subject: null, lines: [] }]);
    expect(sideBySide(deskOf(given), county('341504'))).toEqual([]);
  });
});

describe('completeness', () => {
  const roster = [stay(a), stay(b), stay(c, '2020-01-01', '2022-12-31')];
  const desk = deskOf({
    P1: {
      year: [
        submitted('tenantRoster', roster),
        verified('tenantRoster', roster),
        frozen(),
        submitted('taxPaid', [amount(a, '5'), amount(c, '6')]),
      ],
    },
  });
  const [ofTax, ofRevenue] = completenessOf(desk, clerk('tax'));

  it('names who is on the roster and not in the list, and who is in the list and not on the roster in the year', () => {
    expect(ofTax).toMatchObject({
      metric: 'taxPaid',
      roster: { version: 1, frozen: true },
      compared: { tenants: 2, listed: 2, missing: [{ uscc: b }], unknown: [{ uscc: c, source: { row: 3 } }] },
    });
    expect(ofRevenue).toMatchObject({ metric: 'operatingRevenue', state: 'missing', compared: null });
    const [named] = completenessOf(desk, clerk('tax'), { metric: 'taxPaid' }, new Map([[b, '乙企业']]));
    expect(named?.compared?.missing).toMatchObject([{ uscc: b, name: '乙企业' }]);
    expect(named?.compared?.unknown[0]).not.toHaveProperty('name');
  });

  it('is for who may see tax lines: not for the park, its county, or another department', () => {
    for (const caller of [parkOf('P1'), county(), clerk('market')]) {
      const shown = completenessOf(desk, caller);
      expect(shown.map(({ compared }) => compared)).toEqual([null, null, null]);
      expect(JSON.stringify(shown)).not.toContain(a);
    }
    expect(completenessOf(desk, parkOf('P2'))).toEqual([]);
  });
});

describe('a large change against last year', () => {
  const many = Array.from({ length: 9 }, (_none, i) => patent(`今${i}`));
  const before = [patent('去1'), patent('去2'), patent('去3')];
  const desk = deskOf({
    P1: {
      base: [submitted('inventionPatents', before), verified('inventionPatents', before, { 去3: 'struck' })],
      year: [submitted('inventionPatents', many, { note: '新引进研发中心' }), submitted('designPatents', many)],
    },
    P2: {
      base: [submitted('taxPaid', [amount(a, '100')]), verified('taxPaid', [amount(a, '100')])],
      year: [submitted('taxPaid', [amount(a, '900')])],
    },
  });

  it('stands with both values and its explanation; last year’s is what was confirmed', () => {
    expect(changesOf(desk, clerk('market'))).toMatchObject([
      {
        ...{ park: 'P1', metric: 'inventionPatents', kind: 'count', before: '2', now: '9', percent: '350.0', mustExplain: true },
        explanation: { text: '新引进研发中心', account: 'deliverer' },
      },
    ]);
  });

  it('of an amount is for who may see it', () => {
    expect(changesOf(desk, clerk('tax'), { metric: 'taxPaid' })).toMatchObject([
      { park: 'P2', before: '100', now: '900', percent: '800.0', mustExplain: false, explanation: null },
    ]);
    expect(changesOf(desk, parkOf('P2'))).toEqual([]);
  });
});

describe('progress', () => {
  const desk = deskOf({
    P1: {
      year: [
        submitted('landArea', [parcel]),
        verified('landArea', [parcel]),
        submitted('inventionPatents', patents),
        submitted('designPatents', patents),
        returned('designPatents', '2024-06-01T01:00:00.000Z'),
      ],
    },
    P2: { county: '341503', stated: false, year: [submitted('landArea', [parcel])] },
    P3: { expected: false, year: [submitted('landArea', [parcel])] },
  });
  const { departments, parks, statements } = progressOf(desk, taskForce);
  const of = (code: string) => departments.find(({ department }) => department === code);

  it('counts by department what it delivered and what it verified, the base year included', () => {
    expect(of('landResources')).toMatchObject({
      delivers: { expected: 4, missing: 2, verified: 1, awaitingVerification: 1, share: '50.0' },
      verifies: { expected: 4, share: '25.0' },
    });
    expect(of('market')?.verifies).toMatchObject({ expected: 8, missing: 6, awaitingReview: 1, returned: 1, share: '0.0' });
    expect(statements).toEqual({ expected: 2, missing: 1 });
  });

  it('counts by park, and demands neither clustering metric before the park has chosen', () => {
    expect(parks.map(({ park }) => park)).toEqual(['P1', 'P2']);
    expect(of('industry')?.verifies.expected).toBe(2 * 4);
  });

  it('shows a park itself only', () => {
    expect(progressOf(desk, parkOf('P2')).parks.map(({ park }) => park)).toEqual(['P2']);
    expect(progressOf(desk, county('341503')).parks.map(({ park }) => park)).toEqual(['P2']);
  });
});

describe('a corrected version', () => {
  it('awaits its verdicts again, and says which one it corrects', () => {
    const year = [
      submitted('landArea', [parcel]),
      verified('landArea', [parcel]),
      corrected('landArea', 2, [{ ...parcel, area: '31' }], '2024-06-18T01:00:00.000Z'),
    ];
    expect(queueOf(deskOf({ P1: { year } }), taskForce)).toMatchObject([
      { version: 2, corrects: 1, age: 2, details: { reason: '漏报一户' } },
    ]);
  });
});
