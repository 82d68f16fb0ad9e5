import { noDossier } from '#libs/dossier';
import type { EvaluationState } from '#libs/evaluation';
import { bareCodes } from '#libs/kernel/testing';
import { clerk, closed, county, declared, deskOf, parkOf, returned, reviewed, submitted, taskForce, usccs } from './desk-year.testing.js';
import { holdUpsOf } from './hold-ups.js';
import { remindersOf } from './reminders.js';

const [a] = usccs;
const parcel = { certificate: '皖(2020)0001', area: '30', unit: 'mu' };
const patents = [{ uscc: a, certificate: '甲', date: '2023-05-01', origin: 'original' }];
const who = ({ office }: { office: { department: string; park?: string; county?: string } }) =>
  [office.department, office.park ?? office.county].filter(Boolean).join(' ');

describe('who holds what up, while facts are collected', () => {
  const desk = deskOf({
    P1: {
      year: [
        submitted('landArea', [parcel], { at: '2024-06-11T01:00:00.000Z' }),
        submitted('inventionPatents', patents),
        submitted('designPatents', patents),
        declared(),
        reviewed(),
        returned('designPatents', '2024-06-12T01:00:00.000Z'),
      ],
    },
    P2: { county: '341503', stated: false, year: [submitted('inventionPatents', patents), declared('2024-05-06T01:00:00.000Z')] },
    P3: { county: '341504', year: [submitted('inventionPatents', patents)] },
    P4: { expected: false },
    P5: { year: [closed(2023)], base: [closed(2023)] },
  });
  const all = holdUpsOf(desk, taskForce);
  const find = (park: string, code: string, metric?: string) =>
    all.find((one) => one.park === park && one.code === code && (metric === undefined || one.metric === metric));

  it('is the verifying department once a claim is reviewed, and the deliverer after a return', () => {
    const [waiting, sentBack] = [
      find('P1', 'dossier.notVerified', 'inventionPatents'),
      find('P1', 'dossier.factReturned', 'designPatents'),
    ];
    expect(waiting && who(waiting)).toBe('market');
    expect(sentBack).toMatchObject({
      office: { department: 'park', park: 'P1' },
      since: '2024-06-12',
      due: { day: '2024-04-30' },
      overdue: 34,
    });
  });

  it('is the park before it declares, then its county: never the department that can’t go on', () => {
    expect(find('P3', 'dossier.notDeclared')).toMatchObject({ office: { department: 'park', park: 'P3' }, due: { day: '2024-04-30' } });
    expect(find('P3', 'dossier.notReviewed')).toBeUndefined();
    expect(find('P2', 'dossier.notReviewed')).toMatchObject({
      office: { department: 'county', county: '341503' },
      since: '2024-05-06',
      due: { day: '2024-05-31' },
      overdue: 13,
    });
    expect(find('P2', 'dossier.notVerified')).toBeUndefined();
  });

  it('names the emergency office where it has not stated whether there were accidents', () => {
    expect(all.filter(({ office }) => office.department === 'emergency')).toMatchObject([
      { park: 'P2', code: 'evaluation.accidentStatementMissing', overdue: 0 },
    ]);
  });

  it('has nothing of parks that take no part, and nothing of dossiers that are closed already', () => {
    expect(new Set(all.map(({ park }) => park))).toEqual(new Set(['P1', 'P2', 'P3']));
  });

  it('counts base years too', () => {
    expect(find('P1', 'dossier.metricMissing', 'landArea')).toMatchObject({ year: 2022, office: { department: 'landResources' } });
  });

  it('shows a county its parks, a park itself', () => {
    expect(new Set(holdUpsOf(desk, county('341503')).map(({ park }) => park))).toEqual(new Set(['P2']));
    expect(new Set(holdUpsOf(desk, parkOf('P3')).map(({ park }) => park))).toEqual(new Set(['P3']));
    expect(new Set(holdUpsOf(desk, taskForce, { department: 'county' }).map(who))).toEqual(new Set(['county 341503']));
  });

  it('becomes one text for each office, without code words', () => {
    const reminders = remindersOf(desk, taskForce);
    expect(bareCodes(reminders.map(({ text }) => ({ message: text, remedy: '' })))).toEqual([]);
    expect(reminders.find(({ addressee }) => addressee === '裕安区（341503）')).toEqual({
      office: { department: 'county', county: '341503' },
      addressee: '裕安区（341503）',
      items: 1,
      overdueItems: 1,
      earliestDue: '2024-05-31',
      text: [
        '裕安区（341503）：',
        '2023 年度小微企业园绩效评价，截至 2024-06-20，贵单位尚有 1 项未办结，其中 1 项已逾期：',
        '1. 县区（开发区）未初审通过（应于 2024-05-31 前办结，已逾期 13 个工作日；由县区初审）：园区P2（P2）',
        '请抓紧办理。',
      ].join('\n'),
    });
    const land = reminders.find(({ addressee }) => addressee === '自然资源');
    expect(land?.text).toContain('2022 年（基期）「占地面积」未提交');
    expect(land?.text).toContain('共 3 家）：园区P1（P1）、园区P2（P2）、园区P3（P3）');
  });
});

describe('a clash over an enterprise’s amounts', () => {
  const shared = (share: string) => [{ uscc: a, amount: '1', scope: 'apportioned', share }];
  const desk = deskOf({ P1: { year: [submitted('taxPaid', shared('60'))] }, P2: { year: [submitted('taxPaid', shared('50'))] } });
  const clashes = (caller: Parameters<typeof holdUpsOf>[1]) =>
    holdUpsOf(desk, caller).filter(({ code, metric }) => metric === 'taxPaid' && code.toLowerCase().includes('clash'));

  it('names it to the tax office, and to nobody who may not see it', () => {
    expect(clashes(clerk('tax')).map(({ message }) => message.includes(a))).toEqual([true, true]);
    for (const caller of [county(), clerk('market'), parkOf('P1')]) {
      expect(clashes(caller).length).toBeGreaterThan(0);
      expect(clashes(caller).some(({ message }) => message.includes(a))).toBe(false);
    }
  });
});

describe('when every fact is settled', () => {
  it('is the task force’s turn to close the collection', () => {
    const desk = deskOf({ P1: { year: [closed(2023)], base: [closed(2023)] } });
    expect(holdUpsOf(desk, taskForce).map(({ code }) => code)).toEqual(['desk.closingPending']);
  });
});

describe('who holds what up, after the collection', () => {
  const proposed = {
    ...{ run: 3, edition: 1, resultHash: 'r', outcomeHash: 'o', ranked: 20, tierA: 10, at: '2024-07-20T01:00:00.000Z' },
    unresolvedTies: [{ parks: ['P1', 'P2'], blocks: true }],
  } as unknown as EvaluationState['proposed'];
  const objection = {
    ...{ objection: 'x', edition: 1, park: 'P1', open: true, lodgedOn: '2024-08-05', answered: null, resolved: null },
    assigned: { office: 'market' as const, on: '2024-08-06', due: '2024-08-13' },
  };
  const state: Partial<EvaluationState> = {
    ...{ phase: 'closed' as const, proposed, siteChecksFor: 3, objections: [objection] },
    siteChecks: [{ park: 'P2', planned: true, recorded: false, run: null, passed: null, resultHash: null }],
    notice: { edition: 1, outcomeHash: 'o', from: '2024-08-01', until: '2024-08-07', proofs: [], objections: 1, concluded: false },
  };
  const desk = deskOf({ P1: {}, P2: {} }, { today: '2024-08-15', evaluation: state });
  const codes = (caller: Parameters<typeof holdUpsOf>[1]) => holdUpsOf(desk, caller).map((one) => `${who(one)} ${one.code}`);

  it('is whoever has the next step: an objection lies with the office that it was given to', () => {
    expect(codes(taskForce)).toEqual(
      expect.arrayContaining([
        'market desk.objectionToAnswer',
        'taskForce evaluation.siteCheckOpen',
        'taskForce evaluation.noticeProofMissing',
        'taskForce evaluation.tieUnresolved',
        'taskForce evaluation.notApproved',
      ]),
    );
    expect(holdUpsOf(desk, taskForce, { department: 'market' })).toMatchObject([{ park: 'P1', since: '2024-08-06', overdue: 2 }]);
  });

  it('tells nobody else whom the site checks visit, who ties, or what else a proposed result waits for', () => {
    for (const caller of [clerk('market'), county(), parkOf('P2')]) {
      expect(codes(caller).filter((text) => text.startsWith('taskForce'))).toEqual([
        'taskForce evaluation.noticeProofMissing',
        'taskForce evaluation.noticeUnconcluded',
      ]);
    }
    expect(codes(parkOf('P2')).some((text) => text.includes('objection'))).toBe(false);
  });

  it('is nobody once it is final', () => {
    expect(holdUpsOf({ ...desk, evaluation: { ...desk.evaluation, phase: 'finalised' } }, taskForce)).toEqual([]);
  });

  it('is the task force where a correction was asked for', () => {
    const request = {
      ...{ request: 'q', metric: 'landArea', version: 1, ground: 'closed' as const, reason: '漏报', documents: [] },
      by: { account: 'land-1', at: '2024-08-14T01:00:00.000Z', eventId: 'e', revision: 1 },
    };
    const [first, ...rest] = desk.dossiers;
    if (!first) throw new Error('no dossier');
    const asked = { ...desk, dossiers: [{ ...first, state: { ...noDossier, requests: [request] } }, ...rest] };
    const [pending] = holdUpsOf({ ...asked, evaluation: { ...desk.evaluation, phase: 'finalised' } }, taskForce);
    expect(pending).toMatchObject({ code: 'desk.requestPending', since: '2024-08-14', due: null, overdue: null });
  });
});
