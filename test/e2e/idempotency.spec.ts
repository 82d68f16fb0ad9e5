import { randomUUID } from 'node:crypto';
import type { CommandAnswerDto } from '#libs/http';
import { headersOf, people, Refused } from '../support/client.js';
import { ParkOf } from '../support/parks.js';
import { RehearsingClient } from '../support/rehearsal.js';
import { Road } from '../support/road.js';
import { county, type Line, Town } from '../support/town.js';

const facts = { tax: ['30', '35', '40'], revenue: ['300', '350', '400'], rd: ['5', '5', '5'], land: '60', patents: 2 };
const base = { tax: ['20', '20', '20'], revenue: ['200', '200', '200'], rd: ['3', '3', '3'], land: '60' };

/** Sends at once and sorts what came of it: answers and refusals. */
async function allOf<T>(calls: readonly Promise<T>[]): Promise<{ answers: T[]; refusals: Refused['problem'][] }> {
  const settled = await Promise.allSettled(calls);
  const answers = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const refusals = settled.flatMap((one) => {
    if (one.status === 'fulfilled') return [];
    if (one.reason instanceof Refused) return [one.reason.problem];
    throw one.reason;
  });
  return { answers, refusals };
}

describe('a command that is sent more than once', () => {
  let town: Town;
  let park: ParkOf;
  beforeAll(async () => {
    town = await Town.found('2024-01-05T01:00:00.000Z');
    await new Road(town, 2023).open();
    park = new ParkOf(town, 'P1');
    await park.register();
  });
  afterAll(() => town.dispose());

  const eventsOf = async (stream: string) => {
    await town.settled();
    return (await town.api.get<{ type: string }[]>(`/streams/${stream}`, people.auditor)).data.map(({ type }) => type);
  };

  it('takes effect once, and is answered the same', async () => {
    const key = randomUUID();
    const body = { name: '新名', reason: '更名' };
    const first = await town.api.post(`${park.path}/amendment`, people.taskForce, body, { key });
    const head = await town.head();
    const second = await town.api.post(`${park.path}/amendment`, people.taskForce, body, { key });
    expect(second).toEqual(first);
    expect(await town.head()).toBe(head);
    expect(await eventsOf('park-P1')).toEqual(['ParkRegistered', 'ParkAmended']);
  });

  it('twenty times at once takes effect once, and each caller gets the one answer', async () => {
    const key = randomUUID();
    const lines = await town.sourced(park.deliverer('landArea'), [{ certificate: '六不动产权001', area: '60', unit: 'mu' }]);
    const send = () => town.api.post(`${park.fact(2022, 'landArea')}/submission`, park.deliverer('landArea'), { lines }, { key });
    const { answers, refusals } = await allOf(Array.from({ length: 20 }, send));
    expect(refusals).toEqual([]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await eventsOf('dossier-P1_2022')).filter((type) => type === 'FactSubmitted')).toHaveLength(1);
  });

  it('twenty times at once registers one enterprise', async () => {
    const key = randomUUID();
    const enterprise = { uscc: town.enterprise(), name: '示例精密制造有限公司' };
    const send = () => town.api.post('/enterprises', people.of('market'), enterprise, { key });
    const { answers, refusals } = await allOf(Array.from({ length: 20 }, send));
    expect(refusals).toEqual([]);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await eventsOf(`enterprise-${answers[0]?.id}`)).toEqual(['EnterpriseRegistered']);
  });

  it('with other content under the same key is refused, and changes nothing', async () => {
    const key = randomUUID();
    await town.api.post(`${park.path}/amendment`, people.taskForce, { name: '甲', reason: '更名' }, { key });
    const head = await town.head();
    const problem = await town.api.refusal(
      town.api.post(`${park.path}/amendment`, people.taskForce, { name: '乙', reason: '更名' }, { key }),
    );
    expect(problem).toMatchObject({ status: 422, code: 'command.keyReused' });
    expect(await town.head()).toBe(head);
  });

  it('without a key is refused', async () => {
    const headers = { ...headersOf(people.taskForce), 'content-type': 'application/json' };
    const head = await town.head();
    const answer = await town.api.raw('POST', `${park.path}/amendment`, headers, JSON.stringify({ name: '丙', reason: '更名' }));
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'command.keyMissing' });
    expect(await town.head()).toBe(head);
  });

  it('under the same key by somebody else is a command of its own', async () => {
    const key = randomUUID();
    const first = await town.api.post(`${park.path}/amendment`, people.taskForce, { name: '丁', reason: '更名' }, { key });
    const second = await town.api.post(`${park.path}/amendment`, people.of('taskForce', 2), { name: '戊', reason: '更名' }, { key });
    expect(second.commandId).not.toBe(first.commandId);
    expect(second.revision).toBe(first.revision + 1);
  });

  it('refused the first time is decided anew under the same key', async () => {
    const late = new ParkOf(town, 'P2');
    const key = randomUUID();
    const amend = () => town.api.post(`${late.path}/amendment`, people.taskForce, { name: '新园', reason: '更名' }, { key });
    expect(await town.api.refusal(amend())).toMatchObject({ status: 404, code: 'registry.parkUnknown' });
    await late.register();
    expect((await amend()).events.map(({ type }) => type)).toEqual(['ParkAmended']);
  });
});

describe('a rehearsal (?dryRun=true)', () => {
  let town: Town;
  let rehearsing: RehearsingClient;
  beforeAll(async () => {
    town = await Town.found('2024-01-05T01:00:00.000Z', (running) => (rehearsing = new RehearsingClient(running)));
    await walkTheRoad(town);
  }, 60_000);
  afterAll(() => town.dispose());

  it('of each command appends nothing and says what is then recorded', () => {
    expect(rehearsing.rehearsals.filter(({ faults }) => faults.length > 0)).toEqual([]);
  });

  it('was held of every kind of command of a park, its dossier, its evaluation and its award', () => {
    const types = new Set(rehearsing.rehearsals.flatMap((rehearsal) => rehearsal.types));
    const expected = [
      ...['SchemeDrafted', 'SchemeConfirmed', 'SchemeAdopted', 'ZoneRegistered', 'LeadingIndustriesSet'],
      ...[
        'ParkRegistered',
        'ParkAmended',
        'RecognitionApplied',
        'ParkRecognised',
        'AccidentStatementMade',
        'AccidentRecorded',
        'AccidentStruck',
      ],
      ...['EnterpriseRegistered', 'EnterpriseRenamed', 'TenancyApplied', 'TenantAdmitted', 'RectificationOrdered', 'RectificationCleared'],
      ...[
        'DossierOpened',
        'FactSubmitted',
        'FactCorrected',
        'FactReturned',
        'FactWithdrawn',
        'FactVerified',
        'FactWaived',
        'WaiverRevoked',
      ],
      ...['RosterFrozen', 'DossierDeclared', 'CountyReviewed', 'SampleClockMoved'],
      ...['EvaluationOpened', 'AssessmentLocked', 'CollectionClosing', 'ClosingAbandoned', 'ScoringRequested', 'TierCountConfirmed'],
      ...['SiteCheckPlanned', 'SiteCheckRecorded', 'MeetingRecorded', 'NoticePublished', 'NoticeProofRecorded', 'NoticeConcluded'],
      ...['ObjectionLodged', 'ObjectionAssigned', 'ObjectionAnswered', 'ObjectionResolved'],
      ...['ChangeExplained', 'CorrectionRequested', 'CorrectionDecided'],
      ...['ResultsApproved', 'ResultsFinalised', 'AwardPaid', 'AwardUseReported', 'EvaluationReopened'],
    ];
    expect(expected.filter((type) => !types.has(type))).toEqual([]);
  });
});

describe('people who write at the same time', () => {
  let town: Town;
  const parks: ParkOf[] = [];
  beforeAll(async () => {
    town = await Town.found('2024-01-05T01:00:00.000Z');
    await new Road(town, 2023).open();
    for (const id of ['P1', 'P2', 'P3']) {
      const park = new ParkOf(town, id);
      parks.push(park);
      await park.register();
      await park.submit(2023, 'tenantRoster', park.claims(2023, facts).get('tenantRoster') ?? []);
      await park.verify(2023, 'tenantRoster');
      await town.api.post(`${park.dossier(2023)}/roster-freeze`, people.taskForce, {}, { ifMatch: 1 });
    }
  });
  afterAll(() => town.dispose());

  it('fifty submissions of different facts all succeed, every metric of a dossier among them', async () => {
    const metrics = town.scheme.metrics.filter(({ code }) => code !== 'tenantRoster');
    const submissions = parks.flatMap((park) => metrics.map(({ code, lines }) => ({ park, code, lines: linesOf(town, park, lines) })));
    expect(submissions.length).toBeGreaterThanOrEqual(50);
    for (const { park, code } of submissions) await town.fileOf(park.deliverer(code));
    const { answers, refusals } = await allOf(submissions.map(({ park, code, lines }) => park.submit(2023, code, lines)));
    expect(refusals).toEqual([]);
    expect(answers).toHaveLength(submissions.length);
    await town.settled();
    const { data } = await town.api.get<{ facts: { metric: string; state: string }[] }>(parks[0]?.dossier(2023) ?? '', people.taskForce);
    expect(data.facts.filter(({ metric }) => metric !== 'tenantRoster').map(({ state }) => state)).toEqual(metrics.map(() => 'submitted'));
  });

  it('of fifty conflicting corrections of one fact exactly one wins, and forty-nine are told of the version that stands', async () => {
    const park = parks[0] as ParkOf;
    const correct = (i: number) =>
      park.correct(2023, 'landArea', 1, [{ certificate: '六不动产权100', area: `${60 + i}`, unit: 'mu' }], '2024-01-04');
    const { answers, refusals } = await allOf(Array.from({ length: 50 }, (_none, i) => correct(i)));
    expect(answers).toHaveLength(1);
    expect(refusals).toHaveLength(49);
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ status: 412, code: 'dossier.staleVersion', title: expect.stringContaining('当前版本是 2，不是 1') });
    }
    await town.settled();
    const { data } = await town.api.get<{ versions: { lines: { area: string }[] }[] }>(park.fact(2023, 'landArea'), people.taskForce);
    expect(data.versions).toHaveLength(2);
    const winner = answers[0] as CommandAnswerDto;
    expect(data.versions[1]?.lines).toMatchObject((winner.events[0]?.data as { lines: object[] }).lines);
  });
});

/** One park through everything that people can order in a year. */
async function walkTheRoad(town: Town): Promise<void> {
  const { api } = town;
  const road = new Road(town, 2023);
  const document = town.document('2024-01-04');
  await road.open();
  await api.post('/zones/ZONE-1/leading-industries', people.taskForce, {
    industries: [town.scheme.industries.list[0]?.code],
    scheme: town.scheme.id,
  });
  const park = new ParkOf(town, 'P1');
  await park.register();
  await api.post(`${park.path}/amendment`, people.taskForce, { name: '改名园', reason: '更名' });
  await park.recognise('2023-06-01');
  const enterprise = await api.post('/enterprises', people.of('market'), { uscc: park.tenant(0), name: '示例公司' });
  await api.post(`/enterprises/${enterprise.id}/renaming`, people.of('market'), { name: '示例制造公司' });
  const tenancy = await api.post('/tenancies', park.person, { park: park.id, enterprise: enterprise.id, uscc: park.tenant(0) });
  await api.post(`/tenancies/${tenancy.id}/admission`, county, { from: '2022-05-01' });
  const ordered = await api.post(`/tenancies/${tenancy.id}/rectifications`, county, { grounds: ['safety'], due: '2024-06-30' });
  const { order } = ordered.events[0]?.data as { order: string };
  await api.post(`/tenancies/${tenancy.id}/rectifications/${order}/clearance`, county, { on: '2024-01-05' });
  await api.post(`${park.path}/accidents`, people.of('emergency'), { accident: 'SG-1', date: '2023-05-01' });
  await api.post(`${park.path}/accidents/SG-1/strike`, people.of('emergency'), { reason: '登记有误', document });
  await park.stateAccidents(2023);
  await api.post(park.dossier(2022), people.taskForce);
  await park.deliverBase(2022, base);
  await park.deliverYear(2023, facts);
  await reworkFacts(town, park);
  await api.post(`${road.path}/assessment-lock`, people.taskForce);
  await api.post(`${park.fact(2022, 'landArea')}/return`, people.of('landResources', 2), { reason: '口径不符' }, { ifMatch: 1 });
  await road.close({ evenIfBlocked: true });
  await road.send('closing/abandonment', { reason: '等待更正' });
  await town.settled();
  await park.correct(2022, 'landArea', 1, [{ certificate: '六不动产权200', area: '61', unit: 'mu' }], '2024-01-04');
  await park.verify(2022, 'landArea', 2);
  await town.until('2024-08-01T01:00:00.000Z');
  await road.close();
  await finaliseRehearsed(town, road, park);
}

/** Returned, corrected, withdrawn, waived and taken back: what happens to facts before they stand. */
async function reworkFacts(town: Town, park: ParkOf): Promise<void> {
  const { api } = town;
  const waived = park.fact(2023, 'talentTeams');
  await api.post(`${waived}/waiver-revocation`, people.taskForce, { kind: 'claimed', reason: '园区将补报' });
  await park.submit(2023, 'talentTeams', []);
  await api.post(`${waived}/withdrawal`, park.person, { reason: '无此项' }, { ifMatch: 1 });
  await park.waive(2023, 'talentTeams', 'claimed');
  await api.post(`${park.fact(2023, 'inventionPatents')}/explanation`, park.person, { text: '新引进研发企业' }, { ifMatch: 1 });
}

async function finaliseRehearsed(town: Town, road: Road, park: ParkOf): Promise<void> {
  const { api } = town;
  await road.send('scoring', { reason: '复核' });
  await road.confirmTierCount(1, '2024-07-30');
  await road.visit('2024-07-30');
  await road.meet('2024-07-30');
  await road.publish('2024-08-01', '2024-07-30');
  const objection = { park: park.id, text: '请复核占地面积', documents: [town.document('2024-07-30')] };
  const lodged = await api.post(`${road.path}/objections`, park.person, objection);
  const { objection: id } = lodged.events[0]?.data as { objection: string };
  const answer = { upheld: false, answer: '经复核无误', document: town.document('2024-07-30'), changes: [] };
  await road.resolve(id, answer);
  await road.approve('2024-07-30');
  await town.until('2024-08-12T01:00:00.000Z');
  await road.conclude();
  await road.finalise();
  const award = `/awards/2023/${park.id}`;
  const document = town.document('2024-08-10');
  await api.post(`${award}/payment`, people.taskForce, { amount: '100', on: '2024-08-12', document });
  await api.post(`${award}/use`, park.person, { uses: [{ use: 'team', amount: '20' }] });
  const land = park.fact(2023, 'landArea');
  const wanted = { reason: '复测', documents: [document] };
  const asked = await api.post(`${land}/correction-request`, park.deliverer('landArea'), wanted, { ifMatch: 1 });
  const { request } = asked.events[0]?.data as { request: string };
  const consent = { granted: true, reason: '同意', reopens: 2023 };
  await api.post(`${park.dossier(2023)}/correction-requests/${request}/decision`, people.taskForce, consent);
  await road.reopen('更正申报', '2024-08-10', [{ park: park.id, year: 2023 }]);
}

/** Lines of a kind such as any park might deliver. */
function linesOf(town: Town, park: ParkOf, kind: string): readonly Line[] {
  switch (kind) {
    case 'enterpriseAmount':
      return [{ uscc: park.tenant(0), amount: '12.5', scope: 'entity' }];
    case 'parcel':
      return [{ certificate: town.certificate(), area: '60', unit: 'mu' }];
    case 'choice':
      return [{ value: 'chainSupport' }];
    case 'industryShare':
      return [{ industry: '高端装备', clear: true, numerator: '60', denominator: '100' }];
    case 'flag':
      return [{ value: true }];
    case 'patent':
      return [{ uscc: park.tenant(0), certificate: town.certificate(), date: '2023-05-20', origin: 'original' }];
    case 'certificate':
      return [{ uscc: park.tenant(0), certificate: town.certificate(), date: '2023-05-20', issue: 'first' }];
    case 'assessment':
      return [1, 2, 3].map((n) => ({ assessor: `assessor-${n}`, points: '3.5', reason: '现场评估' }));
    default:
      return [];
  }
}
