import { fraction, fractionText } from '#libs/kernel';
import { ApiClient, headersOf, people, type Person, Refused } from '../support/client.js';
import { ParkOf, type YearFacts } from '../support/parks.js';
import { Road, type Ranking } from '../support/road.js';
import { COUNTY, county, Town } from '../support/town.js';

/** P1 has three taxpayers of like size; behind P2's figures stand two, so that its totals would give them away. */
const facts: Readonly<Record<string, YearFacts>> = {
  P1: { tax: ['101.01', '102.02', '103.03'], revenue: ['1001', '1002', '1003'], rd: ['11', '12', '13'], land: '60', patents: 2 },
  P2: { tax: ['211.01', '9.02'], revenue: ['2011', '92'], rd: ['21', '2'], land: '60', patents: 1 },
};
const before: YearFacts = { tax: ['71.07', '72.07', '73.07'], revenue: ['701', '702', '703'], rd: ['7', '8', '9'], land: '60' };
/** What nobody but tax, the task force and auditors may read of single enterprises. */
const secrets = ['101.01', '102.02', '103.03', '211.01', '9.02', '71.07'];
/** Totals that would give P2's two taxpayers away: tax, revenue and R&D of the year. */
const totalsOfTwo = ['220.03', '2103'];

const otherCounty: Person = { account: 'county-9', role: 'county', county: '341503' };

const asFraction = (word: string): string[] => (/^\d+(?:\.\d+)?$/.test(word) ? [fractionText(fraction(word))] : []);

describe('who sees what', () => {
  let town: Town;
  let api: ApiClient;
  let road: Road;
  const parks = new Map<string, ParkOf>();
  const park = (id: string): ParkOf => parks.get(id) as ParkOf;
  beforeAll(async () => {
    town = await Town.found('2024-01-05T01:00:00.000Z');
    ({ api } = town);
    road = new Road(town, 2023);
    await road.open();
    for (const [id, given] of Object.entries(facts)) {
      const one = new ParkOf(town, id);
      parks.set(id, one);
      await one.register();
      await one.recognise('2023-06-01');
      await one.stateAccidents(2023);
      await one.deliverBase(2022, before);
      await one.deliverYear(2023, given);
    }
    await town.until('2024-07-05T01:00:00.000Z');
    await road.close();
  }, 60_000);
  afterAll(() => town.dispose());

  /** What a read says, or the status with which it is refused. */
  async function sees(path: string, who: Person): Promise<string | number> {
    try {
      return JSON.stringify(await api.get(path, who));
    } catch (error) {
      if (error instanceof Refused) return error.problem.status;
      throw error;
    }
  }

  /** Everything about a park and its year that has a route. */
  const pathsOf = (id: string): string[] => [
    `/parks/${id}`,
    `/parks/${id}/roster-proposal/2023`,
    ...[2022, 2023].flatMap((year) => {
      const dossier = `/dossiers/${id}/${year}`;
      const facts = town.scheme.metrics.map(({ code }) => `${dossier}/facts/${code}`);
      const each = [...facts, ...['taxPaid', 'inventionPatents'].map((code) => `${dossier}/facts/${code}/trail`)];
      return [dossier, `${dossier}/blockers`, `${dossier}/measures`, ...each];
    }),
    `/evaluations/2023/parks/${id}/sheet`,
    `/evaluations/2023/parks/${id}/why`,
  ];
  const overall = [
    '/evaluations/2023',
    '/evaluations/2023/blockers',
    '/evaluations/2023/ranking',
    '/awards/2023',
    '/progress/2023',
    '/clashes/2023',
    ...['queue', 'clashes', 'completeness', 'changes', 'progress', 'holdups', 'reminders'].map((list) => `/desk/2023/${list}`),
  ];
  /** Which of the words stand in an answer; an amount also as the exact fraction that a sheet would show. */
  const found = (text: string | number, words: readonly string[]): string[] =>
    words.filter((word) => [word, ...asFraction(word)].some((form) => String(text).includes(`"${form}"`)));

  it('a park sees no line of another park, on any route', async () => {
    const theirs = ['P2', ...secrets, park('P2').tenant(0), park('P2').tenant(1)];
    for (const path of pathsOf('P2').filter((one) => !one.startsWith('/parks/'))) {
      expect([path, await sees(path, park('P1').person)]).toEqual([path, 403]);
    }
    for (const path of [...pathsOf('P1'), ...overall]) {
      const shown = await sees(path, park('P1').person);
      expect([
        path,
        found(
          shown,
          theirs.filter((word) => word !== 'P2' || path.startsWith('/dossiers')),
        ),
      ]).toEqual([path, []]);
    }
  });

  it('a park reads the tenants that are registered with itself, not those of another', async () => {
    const enterprise = await api.post('/enterprises', people.of('market'), { uscc: park('P2').tenant(0), name: '乙园企业' });
    const applied = await api.post('/tenancies', park('P2').person, { park: 'P2', enterprise: enterprise.id, uscc: park('P2').tenant(0) });
    await api.post(`/tenancies/${applied.id}/admission`, county, { from: '2022-05-01' });
    await town.settled();
    const theirs = [park('P2').tenant(0), applied.id];
    for (const path of ['/tenancies', `/tenancies/${applied.id}`, '/tenancies?park=P2', '/parks/P2/roster-proposal/2023']) {
      expect([path, found(await sees(path, park('P1').person), theirs)]).toEqual([path, []]);
      expect([path, found(await sees(path, park('P2').person), theirs)]).not.toEqual([path, []]);
    }
  });

  it('a park sees its own claims whole, and of its tenants’ tax the total at most', async () => {
    const own = park('P1').person;
    expect(found(await sees('/dossiers/P1/2023/facts/inventionPatents', own), [park('P1').tenant(0)])).toHaveLength(1);
    const tax = await sees('/dossiers/P1/2023/facts/taxPaid', own);
    expect(found(tax, ['306.06'])).toEqual(['306.06']);
    expect(found(tax, [...secrets, park('P1').tenant(0)])).toEqual([]);
    for (const path of pathsOf('P1')) expect([path, found(await sees(path, own), secrets)]).toEqual([path, []]);
  });

  it('not even the total where fewer than three taxpayers stand behind it', async () => {
    for (const path of pathsOf('P2').filter((one) => one.includes('/2023'))) {
      expect([path, found(await sees(path, park('P2').person), totalsOfTwo)]).toEqual([path, []]);
    }
  });

  it('other departments and counties see of tax that it is there and verified, and nothing of its lines or totals', async () => {
    for (const who of [people.of('science'), people.of('landResources'), people.of('statistics'), county]) {
      const tax = await sees('/dossiers/P1/2023/facts/taxPaid', who);
      expect(found(tax, ['verified'])).toEqual(['verified']);
      for (const id of ['P1', 'P2']) {
        for (const path of pathsOf(id))
          expect([who.account, path, found(await sees(path, who), [...secrets, '306.06', '220.03'])]).toEqual([who.account, path, []]);
      }
      for (const path of overall.filter((one) => one.startsWith('/desk'))) {
        expect([who.account, path, found(await sees(path, who), [...secrets, park('P1').tenant(0)])]).toEqual([who.account, path, []]);
      }
    }
  });

  it('tax itself, the task force and auditors see every line', async () => {
    for (const who of [people.of('tax', 2), people.taskForce, people.auditor]) {
      expect(found(await sees('/dossiers/P1/2023/facts/taxPaid', who), ['101.01', '102.02', '103.03'])).toHaveLength(3);
    }
    for (const who of [people.taskForce, people.auditor]) {
      expect(found(await sees('/evaluations/2023/parks/P1/why', who), ['101.01', '71.07'])).toHaveLength(2);
    }
  });

  it('the files of tax are read by tax, the task force and auditors only; a park’s file by itself and by who verifies it', async () => {
    const taxFile = `/evidence/${(await town.fileOf(people.of('tax'))).hash}`;
    const claims = `/evidence/${(await town.fileOf(park('P1').person)).hash}`;
    const status = async (path: string, who: Person): Promise<number> => {
      const { account, role, department, park: of } = who;
      const headers = {
        'x-account': account,
        'x-role': role,
        ...(department ? { 'x-department': department } : {}),
        ...(of ? { 'x-park': of } : {}),
      };
      return (await api.raw('GET', path, headers)).status;
    };
    for (const path of [taxFile, `${taxFile}/description`, `${taxFile}/rows/2?sheet=tax.csv`]) {
      for (const who of [people.of('tax', 2), people.taskForce, people.auditor])
        expect([path, await status(path, who)]).toEqual([path, 200]);
      for (const who of [park('P1').person, park('P2').person, county, people.of('science'), people.admin]) {
        expect([path, who.account, await status(path, who)]).toEqual([path, who.account, 403]);
      }
    }
    for (const who of [park('P1').person, county, people.of('market')]) expect(await status(claims, who)).toBe(200);
    expect(await status(claims, park('P2').person)).toBe(403);
  });

  it('results that are not under notice yet are for the task force and auditors', async () => {
    const { proposed } = await road.state();
    expect(proposed).not.toBeNull();
    for (const who of [park('P1').person, county, people.of('tax')]) {
      for (const path of ['/evaluations/2023/ranking', '/evaluations/2023/parks/P1/sheet', '/evaluations/2023/parks/P1/why']) {
        expect([path, await sees(path, who)]).toEqual([path, 403]);
      }
      const state = await sees('/evaluations/2023', who);
      expect(found(state, [proposed?.resultHash ?? ''])).toEqual([]);
      expect(String(state)).not.toContain('"unresolvedTies":[');
    }
    expect(await sees('/evaluations/2023/comparison?before=1&after=1', park('P1').person)).toBe(403);
    expect(await api.refusal(api.post('/evaluations/2023/what-if', county, { edition: 1 }))).toMatchObject({ status: 403 });
  });

  it('what is under notice is public to two decimals, without sums of tax, revenue or R&D; a park reads its own sheet with nobody else named', async () => {
    await road.publish('2024-07-08', '2024-07-04');
    for (const who of [park('P1').person, county, people.of('science')]) {
      const { data } = await api.get<Ranking>('/evaluations/2023/ranking', who);
      const digits = data.parks.flatMap(({ total, scores }) => [total ?? '', ...Object.values(scores ?? {})]);
      expect(digits.filter((text) => !/^\d+\.\d\d$/.test(text))).toEqual([]);
    }
    const own = await sees('/evaluations/2023/parks/P1/sheet', park('P1').person);
    expect(found(own, ['306.06'])).toEqual(['306.06']);
    expect(found(own, ['P2', ...secrets, ...totalsOfTwo])).toEqual([]);
    expect(await sees('/evaluations/2023/parks/P2/sheet', park('P1').person)).toBe(403);
    const two = await sees('/evaluations/2023/parks/P2/why', park('P2').person);
    expect(found(two, [...secrets, ...totalsOfTwo])).toEqual([]);
  });

  describe('documents', () => {
    /** A document as CSV, or the status with which it is refused. */
    const printed = async (path: string, who: Person, format = 'csv'): Promise<string | number> => {
      const query = `${path.includes('?') ? '&' : '?'}format=${format}`;
      const { status, text } = await api.raw('GET', `/documents/2023/${path}${query}`, headersOf(who));
      return status === 200 ? text : status;
    };
    const everybody = (): Person[] => [
      people.taskForce,
      people.auditor,
      park('P1').person,
      park('P2').person,
      county,
      people.of('science'),
    ];

    it('of a result are the same to the byte for everybody who may see it, with no sum of tax, revenue or R&D', async () => {
      for (const kind of ['notice', 'result', 'awards']) {
        const [first, ...others] = await Promise.all(everybody().map((who) => printed(kind, who)));
        expect([kind, typeof first, new Set([first, ...others]).size]).toEqual([kind, 'string', 1]);
        for (const word of [...secrets, ...totalsOfTwo, '306.06']) expect([kind, String(first).includes(word)]).toEqual([kind, false]);
      }
      const index = (await api.get('/ledger', people.auditor)).index;
      for (const kind of ['notice', 'awards', 'result']) {
        expect([kind, await printed(`${kind}?asOf=${index - 1}`, park('P1').person)]).toEqual([kind, 403]);
      }
    });

    it('of a park are for itself and for who works on its claims, without what they may not see', async () => {
      const own = ['commitment', 'selfAssessment', 'countyReview', 'scoreSheet'];
      for (const kind of own) {
        expect([kind, await printed(`${kind}?park=P2`, park('P1').person)]).toEqual([kind, 403]);
        for (const who of [park('P2').person, county, people.of('science')]) {
          const text = String(await printed(`${kind}?park=P2`, who));
          for (const word of [...secrets, ...totalsOfTwo])
            expect([kind, who.account, text.includes(word)]).toEqual([kind, who.account, false]);
        }
      }
      expect(String(await printed('scoreSheet?park=P1', people.taskForce))).toContain('101.01');
    });

    it('of a verification show lines to who may see them, of tax to tax, the task force and auditors', async () => {
      for (const who of [people.of('tax'), people.taskForce]) {
        expect(String(await printed('verification?department=tax', who))).toContain('101.01');
      }
      for (const who of [county, people.of('science'), park('P1').person]) {
        const text = String(await printed('verification?department=tax', who));
        expect(text).toContain('清单依法不公开');
        for (const word of [...secrets, ...totalsOfTwo]) expect([who.account, text.includes(word)]).toEqual([who.account, false]);
      }
      expect(String(await printed('verification', people.of('market')))).toContain('核实表（市场监管）');
      expect(await printed('verification', people.auditor)).toBe(400);
    });

    it('of the meeting are for the task force and auditors, and what there is nothing of says so', async () => {
      expect(String(await printed('meeting', people.taskForce))).toContain('尚未召开会议');
      for (const who of [park('P1').person, county, people.of('tax')]) expect(await printed('meeting', who)).toBe(403);
      expect(String(await printed('objection', county))).toContain('公示期内未收到异议');
      expect(String(await printed('objection', park('P1').person))).not.toContain('未收到异议');
      expect(await printed('siteCheck?park=P1', people.taskForce)).toBe(404);
      expect(await printed('notice', people.taskForce, 'docx')).toBe(400);
    });

    it('come as files that no browser runs, as PDF and workbook too', async () => {
      for (const [format, type] of [
        ['pdf', 'application/pdf'],
        ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
      ] as const) {
        const response = await fetch(`${api.url}/documents/2023/notice?format=${format}`, { headers: headersOf(county) });
        expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
        expect(response.headers.get('content-disposition')).toBe(
          `attachment; filename*=UTF-8''2023-${encodeURIComponent('公示表')}.${format}`,
        );
        expect(response.headers.get('x-content-type-options')).toBe('nosniff');
        await response.arrayBuffer();
      }
    });
  });

  it('as of a moment before the notice it is as hidden as it was then', async () => {
    const noticed = (await api.get<{ type: string; index: number }[]>('/ledger/events?from=0&limit=500', people.auditor)).data;
    expect(noticed.length).toBeGreaterThan(0);
    const { index } = await api.get('/ledger', people.auditor);
    expect(await sees(`/evaluations/2023/ranking?asOf=${index - 1}`, park('P1').person)).toBe(403);
    for (const path of pathsOf('P2').filter((one) => one.startsWith('/dossiers'))) {
      expect([path, await sees(`${path}?asOf=${index}`, park('P1').person)]).toEqual([path, 403]);
    }
  });

  it('raw events are for the task force and auditors', async () => {
    const streams = ['dossier-P1_2023', 'park-P1', 'evaluation-2023'].map((stream) => `/streams/${stream}`);
    for (const path of [...streams, '/ledger/events']) {
      for (const who of [people.taskForce, people.auditor]) expect(typeof (await sees(path, who))).toBe('string');
      for (const who of [park('P1').person, county, people.of('tax'), people.admin])
        expect([path, await sees(path, who)]).toEqual([path, 403]);
    }
  });

  it('a county orders for its own parks only', async () => {
    await api.post('/zones', people.taskForce, { code: 'ZONE-2', name: '另一开发区', county: '341503', level: 'provincial' });
    const far = new ParkOf(town, 'P3');
    await far.register({ zone: 'ZONE-2' });
    await road.visit('2024-07-04').catch(() => undefined);
    const form = town.document('2024-07-04', '现场核查表');
    const check = { on: '2024-07-04', by: ['county-1', 'county-2'], passed: false, findings: '不符', form, photos: [form] };
    const theirs: [string, object, number?][] = [
      ['/parks', { code: 'P9', name: '园', zone: 'ZONE-1', operator: { name: '运营', uscc: town.enterprise() } }],
      ['/parks/P1/amendment', { name: '改名', reason: '更名' }],
      ['/parks/P1/nested-reports', { kind: 'parkInPark', on: '2023-05-01' }],
      ['/zones/ZONE-1/amendment', { name: '改名', reason: '更名' }],
      ['/dossiers/P1/2023/county-review', { opinion: 'returned', text: '退回' }],
      ['/dossiers/P1/2023/roster-freeze', {}, 1],
      ['/dossiers/P1/2023/facts/tenantRoster/verification', { verdicts: [] }, 1],
      ['/dossiers/P1/2023/facts/tenantRoster/return', { reason: '退回' }, 1],
      ['/evaluations/2023/site-checks/P1', check],
    ];
    for (const [path, body, ifMatch] of theirs) {
      const problem = await api.refusal(api.post(path, otherCounty, body, ifMatch === undefined ? {} : { ifMatch }));
      expect([path, problem.status]).toEqual([path, 403]);
    }
    expect(county.county).toBe(COUNTY);
    await api.post('/evaluations/2023/site-checks/P1', county, { ...check, passed: true, findings: '相符' });
  });
});
