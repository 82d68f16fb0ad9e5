import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { AccessModule } from '#libs/access/nest';
import { dossierEvents } from '#libs/dossier';
import { DossierModule, dossierProjection, DossierSources } from '#libs/dossier/nest';
import { evaluationEvents } from '#libs/evaluation';
import { Clock, CommandRunner, type DomainEvent, Ledger, ReadModels } from '#libs/event-sourcing';
import { openReadModels, type SqliteReadModels } from '#libs/event-sourcing/sqlite';
import { type TestLedger, testLedger, uuid } from '#libs/event-sourcing/testing';
import { EvidenceModule } from '#libs/evidence/nest';
import { ProblemFilter, requestValidation } from '#libs/http';
import { parkEvents, zoneEvents } from '#libs/registry';
import { RegistryModule, registryProjections, RegistrySources } from '#libs/registry/nest';
import { schemeEvents } from '#libs/rulebook';
import { RulebookModule, schemeProjection } from '#libs/rulebook/nest';
import { confirmationsNeeded, parseScheme, schemeHash } from '#libs/scheme';
import { DeskModule } from './index.js';

type Headers = Record<string, string>;
const taskForce: Headers = { 'X-Account': 'tf-1', 'X-Role': 'taskForce' };
const admin: Headers = { 'X-Account': 'root', 'X-Role': 'admin' };
const park = (code: string): Headers => ({ 'X-Account': `park-${code}`, 'X-Role': 'park', 'X-Park': code });
const land = (n: number): Headers => ({ 'X-Account': `land-${n}`, 'X-Role': 'department', 'X-Department': 'landResources' });
const scheme = parseScheme(readFileSync('seeds/schemes/luan-2023.yaml', 'utf8'));
const file = 'ab'.repeat(32);

/** One small town for the whole suite: its story goes on from test to test. */
describe('the desk over HTTP', () => {
  let folder: string;
  let test: TestLedger;
  let models: SqliteReadModels;
  let app: INestApplication;
  let keys = 0;
  let position: string | undefined;
  let source: { hash: string; sheet: string; row: number };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parkledger-desk-'));
    test = await testLedger([schemeEvents, zoneEvents, parkEvents, dossierEvents, evaluationEvents], { start: '2024-06-03T02:00:00.000Z' });
    const projections = [schemeProjection, ...registryProjections, dossierProjection];
    models = await openReadModels({ folder: join(folder, 'reads'), store: test.store, registry: test.registry, projections });
    const adopted = { id: scheme.id, hash: schemeHash(scheme) };
    await record('evaluation', '2023', { type: 'EvaluationOpened', data: { year: 2023, scheme: adopted } });
    for (const code of ['P1', 'P2']) await record('park', code, ...parkStory(code));
    app = await start();
    const { hash } = await send('post', '/evidence?name=宗地.csv', land(1), 'a,b\n1,2\n3,4\n');
    source = { hash, sheet: '宗地.csv', row: 2 };
    await adopt(adopted.hash);
  });
  afterAll(async () => {
    await app.close();
    await models.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const record = (category: string, id: string, ...events: readonly DomainEvent[]) =>
    test.runner.execute({
      decider: { category, initial: {}, evolve: (state: object) => state, decide: () => [...events] },
      ...{ id, command: { type: 'Told' }, caller: { account: 'x', role: 'taskForce' }, key: id },
      extra: () => Promise.resolve(undefined),
    });
  const parkStory = (code: string): DomainEvent[] => [
    {
      type: 'ParkRegistered',
      data: { code, name: `园区${code}`, zone: 'Z1', county: '341502', operator: { name: '运营公司', uscc: '91341502MA2TX00250' } },
    },
    {
      type: 'ParkRecognised',
      data: {
        ...{ application: uuid(code), on: '2022-01-01', checks: [], document: { hash: file, title: '认定文件' } },
        scheme: { id: scheme.id, hash: schemeHash(scheme) },
      },
    },
  ];

  async function start(): Promise<INestApplication> {
    const provided = [
      { provide: CommandRunner, useValue: test.runner },
      { provide: ReadModels, useValue: models },
      { provide: Ledger, useValue: test.ledger },
      { provide: Clock, useValue: test.clock },
    ];
    const surroundings: DynamicModule = {
      module: class Surroundings {},
      global: true,
      providers: provided,
      exports: provided.map(({ provide }) => provide),
    };
    const evaluation = { scheme: { id: scheme.id, hash: schemeHash(scheme) }, assessmentLocked: false };
    const dossierSources: DossierSources = {
      evaluationOf: async (year) => (year === 2023 ? evaluation : undefined),
      rosterNotes: async () => [],
    };
    const registrySources = { rulesOf: () => Promise.reject(new Error('not asked')), collectionOf: async () => 'open' } as RegistrySources;
    const module = await Test.createTestingModule({
      imports: [
        AccessModule,
        surroundings,
        EvidenceModule.forRoot({ folder: join(folder, 'evidence') }),
        RulebookModule,
        RegistryModule.forRoot({ sources: { provide: RegistrySources, useValue: registrySources } }),
        DossierModule.forRoot({ sources: { provide: DossierSources, useValue: dossierSources } }),
        DeskModule,
      ],
    }).compile();
    const built = module.createNestApplication({ logger: false });
    built.useGlobalPipes(requestValidation());
    built.useGlobalFilters(new ProblemFilter());
    return built.init();
  }

  async function adopt(hash: string): Promise<void> {
    await done('/schemes', taskForce, { content: scheme });
    const confirmations = confirmationsNeeded(scheme).map(({ code }) => ({ code, reason: '专班会议确认' }));
    await done(`/schemes/${scheme.id}/confirmations`, taskForce, { hash, confirmations });
    await done(`/schemes/${scheme.id}/adoption`, taskForce, { hash, basis: { hash: source.hash, title: '会议纪要' } });
  }

  const send = async (method: 'get' | 'post', path: string, by: Headers, body?: object | string, key = `k${keys++}`) => {
    const headers = { ...by, 'Idempotency-Key': key, ...(typeof body === 'string' ? { 'Content-Type': 'text/csv' } : {}) };
    const asked = request(app.getHttpServer())[method](encodeURI(path)).set(headers);
    const answer = await (body === undefined ? asked : asked.send(body));
    return { ...answer.body, status: answer.status };
  };
  const done = async (path: string, by: Headers, body: object, key?: string) => {
    const answer = await send('post', path, by, body, key);
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    position = answer.position ?? position;
    return answer;
  };
  const get = (path: string, by: Headers) => send('get', `${path}${path.includes('?') ? '&' : '?'}atLeast=${position ?? ''}`, by);
  const parcel = (certificate: string, area = '30') => ({ certificate, area, unit: 'mu', source });
  const deliver = (code: string, year: number, lines: readonly object[], by = land(1)) =>
    done(`/dossiers/${code}/${year}/facts/landArea/submission`, by, { lines });
  const queue = async (by: Headers, more = '') => {
    const { data } = await get(`/desk/2023/queue?sort=park${more}`, by);
    return data.map((item: { park: string; year: number; version: number }) => `${item.park} ${item.year} v${item.version}`);
  };

  it('lists what awaits a department, in the year and in its base year', async () => {
    await deliver('P1', 2023, [parcel('皖1'), parcel('皖2')]);
    await deliver('P2', 2023, [parcel('皖3')], land(2));
    await deliver('P1', 2022, [parcel('皖1')]);
    expect(await queue(land(2))).toEqual(['P1 2022 v1', 'P1 2023 v1', 'P2 2023 v1']);
    expect(await queue(land(2), '&department=market')).toEqual([]);
    expect(await queue(taskForce, '&park=P2')).toEqual(['P2 2023 v1']);
  });

  it('applies a list dossier by dossier, and says of each item what became of it; twice is once, a dry run nothing', async () => {
    const decisions = [
      { park: 'P1', metric: 'landArea', version: 1, confirmAll: true, verdicts: [{ line: '皖2', verdict: 'struck', reason: '未供应' }] },
      { park: 'P2', metric: 'landArea', version: 1, confirmAll: true },
      { park: 'P1', year: 2022, metric: 'landArea', version: 1, return: '缺宗地图' },
    ];
    const head = await test.store.head();
    const dry = await send('post', '/desk/2023/decisions?dryRun=true', land(2), { decisions });
    expect([dry.dryRun, dry.applied, await test.store.head()]).toEqual([true, 2, head]);
    const answer = await done('/desk/2023/decisions', land(2), { decisions }, 'list');
    expect(answer).toMatchObject({
      ...{ status: 200, applied: 2, refused: 1 },
      outcomes: [
        { park: 'P1', year: 2023, act: 'verified', outcome: 'applied' },
        { park: 'P2', outcome: 'refused', faults: [{ code: 'dossier.verifyOwn' }] },
        { park: 'P1', year: 2022, act: 'returned', outcome: 'applied' },
      ],
    });
    const after = await test.store.head();
    expect(await done('/desk/2023/decisions', land(2), { decisions }, 'list')).toEqual(answer);
    expect(await test.store.head()).toBe(after);
    const other = await send('post', '/desk/2023/decisions', land(2), { decisions: [{ ...decisions[0], verdicts: [] }] }, 'list');
    expect([other.status, other.code]).toEqual([422, 'command.keyReused']);
    expect(await queue(land(3))).toEqual(['P2 2023 v1']);
  });

  it('refuses a list without a key, and one that is wrong in itself, with every fault', async () => {
    const decisions = [{ park: 'P2', metric: 'landArea', version: 1 }];
    expect(await send('post', '/desk/2023/decisions', land(3), { decisions }, ' ')).toMatchObject({
      status: 400,
      code: 'command.keyMissing',
    });
    expect(await send('post', '/desk/2023/decisions', land(3), { decisions })).toMatchObject({
      ...{ status: 400, code: 'desk.invalid' },
      faults: [{ code: 'desk.oneDecision', where: 'decisions[0]' }],
    });
    expect(await send('post', '/desk/2023/decisions', land(3), { decisions: [] })).toMatchObject({ status: 400, code: 'request.field' });
  });

  it('answers as of an earlier point of the log', async () => {
    const { index } = await get('/desk/2023/queue', land(2));
    const { data } = await send('get', `/desk/2023/queue?asOf=${index - 1}`, land(2));
    expect(data.map(({ park: code, year }: { park: string; year: number }) => [code, year])).toEqual([
      ['P1', 2022],
      ['P2', 2023],
    ]);
  });

  it('compares the versions of a fact, and tells their story', async () => {
    const path = '/dossiers/P1/2023/facts/landArea';
    expect(await get(`${path}/diff`, taskForce)).toMatchObject({ status: 409, code: 'desk.nothingToCompare' });
    const correction = { lines: [parcel('皖1', '31.5')], reason: '复测', documents: [{ hash: source.hash, title: '宗地图' }] };
    const answer = await request(app.getHttpServer())
      .post(`${path}/correction`)
      .set({ ...land(1), 'Idempotency-Key': 'correct', 'If-Match': '"1"' })
      .send(correction);
    position = answer.body.position;
    const { data } = await get(`${path}/diff`, taskForce);
    expect(data).toMatchObject({
      withheld: false,
      diff: { removed: [{ line: '皖2' }], changed: [{ changes: [{ name: '面积', after: '31.5' }] }] },
    });
    expect(await get(`${path}/diff?from=1&to=9`, taskForce)).toMatchObject({ status: 404, code: 'desk.versionUnknown' });
    expect((await get(`${path}/diff`, admin)).data).toMatchObject({ withheld: true, diff: null });
    expect(await get(`${path}/diff`, park('P2'))).toMatchObject({ status: 403, code: 'dossier.notYours' });
    const trail = await get(`${path}/trail`, land(2));
    expect(trail.data.versions).toMatchObject([
      { version: 1, status: 'superseded', verified: { account: 'land-2', confirmed: 1, struck: 1 } },
      { version: 2, reason: '复测', documents: [{ title: '宗地图' }], changes: { removed: 1, changed: 1 } },
    ]);
    expect(await get('/dossiers/P1/2023/facts/none/trail', taskForce)).toMatchObject({ status: 404, code: 'dossier.unknownMetric' });
  });

  it('shows progress, hold-ups and reminders to whom they concern', async () => {
    const progress = await get('/desk/2023/progress', park('P1'));
    expect(progress.data.parks.map(({ park: code }: { park: string }) => code)).toEqual(['P1']);
    expect(progress.data.today).toBe('2024-06-03');
    const { data: holdUps } = await get('/desk/2023/holdups?department=landResources', taskForce);
    expect(holdUps.map(({ park: code, year, code: what }: Record<string, string>) => `${code} ${year} ${what}`)).toEqual([
      'P1 2022 dossier.factReturned',
      'P1 2023 dossier.notVerified',
      'P2 2022 dossier.metricMissing',
      'P2 2023 dossier.notVerified',
    ]);
    const { data: reminders } = await get('/desk/2023/reminders', land(1));
    expect(reminders).toMatchObject([{ addressee: '自然资源', items: 4, overdueItems: 0 }]);
    expect(reminders[0].text).toContain('整项退回');
  });

  it('keeps parks from queues and clashes, and knows no desk of a year without an evaluation', async () => {
    for (const list of ['queue', 'clashes']) {
      expect(await get(`/desk/2023/${list}`, park('P1'))).toMatchObject({ status: 403, code: 'access.forbidden' });
    }
    for (const list of ['queue', 'clashes', 'completeness', 'changes', 'progress', 'holdups', 'reminders']) {
      expect(await get(`/desk/2030/${list}`, taskForce)).toMatchObject({ status: 404, code: 'desk.noEvaluation' });
      expect((await get(`/desk/2023/${list}`, taskForce)).status).toBe(200);
    }
  });
});
