import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamicModule, type INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { AccessModule } from '#libs/access/nest';
import { CommandRunner, Ledger, ReadModels } from '#libs/event-sourcing';
import { openReadModels, type SqliteReadModels } from '#libs/event-sourcing/sqlite';
import { type TestLedger, testLedger } from '#libs/event-sourcing/testing';
import { EvidenceFolder } from '#libs/evidence';
import { NamedDocuments } from '#libs/evidence/nest';
import { ProblemFilter, requestValidation } from '#libs/http';
import { usccCheckCharacter } from '#libs/kernel';
import { type CollectionState, enterpriseEvents, parkEvents, tenancyEvents, zoneEvents } from '#libs/registry';
import { facts, operator, rules } from '../testing/samples.js';
import { RegistryModule, registryProjections, RegistrySources } from './index.js';

type Headers = Record<string, string>;
const taskForce: Headers = { 'X-Account': 'tf-1', 'X-Role': 'taskForce' };
const county: Headers = { 'X-Account': 'county-1', 'X-Role': 'county', 'X-County': '341502' };
const p1: Headers = { 'X-Account': 'park-1', 'X-Role': 'park', 'X-Park': 'P1' };
const market: Headers = { 'X-Account': 'market-1', 'X-Role': 'department', 'X-Department': 'market' };
const emergency: Headers = { 'X-Account': 'emergency-1', 'X-Role': 'department', 'X-Department': 'emergency' };
const scheme = rules.ref.id;
const A = '91341502MA2TX00250';
const person = ((first: string) => `${first}${usccCheckCharacter(first)}`)('92341502MA2TX0025');

describe('the registry over HTTP', () => {
  let folder: string;
  let test: TestLedger;
  let models: SqliteReadModels;
  let app: INestApplication;
  let hash: string;
  let keys: number;
  let collection: CollectionState;
  const document = () => ({ hash, title: '关于认定小微企业园的批复' });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parkledger-registry-'));
    keys = 0;
    collection = 'open';
    test = await testLedger([zoneEvents, parkEvents, enterpriseEvents, tenancyEvents], { start: '2024-06-01T02:00:00.000Z' });
    models = await openReadModels({
      folder: join(folder, 'reads'),
      store: test.store,
      registry: test.registry,
      projections: registryProjections,
    });
    const evidence = await EvidenceFolder.open(join(folder, 'evidence'));
    hash = (await evidence.put(Buffer.from('批复全文'), { name: '批复.pdf', mediaType: 'application/pdf', account: 'tf-1' })).hash;
    const surroundings: DynamicModule = {
      module: class Surroundings {},
      global: true,
      providers: [
        { provide: CommandRunner, useValue: test.runner },
        { provide: ReadModels, useValue: models },
        { provide: Ledger, useValue: test.ledger },
        { provide: EvidenceFolder, useValue: evidence },
        NamedDocuments,
      ],
      exports: [CommandRunner, ReadModels, Ledger, EvidenceFolder, NamedDocuments],
    };
    const sources: RegistrySources = { rulesOf: async () => rules, collectionOf: async () => collection };
    const module = await Test.createTestingModule({
      imports: [AccessModule, surroundings, RegistryModule.forRoot({ sources: { provide: RegistrySources, useValue: sources } })],
    }).compile();
    app = module.createNestApplication({ logger: false });
    app.useGlobalPipes(requestValidation());
    app.useGlobalFilters(new ProblemFilter());
    await app.init();
  });
  afterEach(async () => {
    await app.close();
    await models.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const post = (path: string, by: Headers, body: object, key = `k${keys++}`) =>
    request(app.getHttpServer()).post(path).set(by).set('Idempotency-Key', key).send(body);
  const done = async (path: string, by: Headers, body: object): Promise<{ id: string; position: string; events: { data: never }[] }> => {
    const answer = await post(path, by, body);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const get = async (path: string, query: object = {}) => {
    const answer = await request(app.getHttpServer())
      .get(path)
      .set(taskForce)
      .query('asOf' in query ? query : { atLeast: position, ...query });
    return answer.body;
  };
  let position: string;
  const act = async (path: string, by: Headers, body: object) => {
    const answer = await done(path, by, body);
    position = answer.position;
    return answer;
  };

  const withPark = async (code = 'P1') => {
    await act('/zones', taskForce, { code: `Z-${code}`, name: '金安经开区', county: '341502', level: 'provincial' });
    await act('/parks', county, { code, name: `园区${code}`, zone: `Z-${code}`, operator, contact: '王五 13800000000' });
  };
  const withEnterprise = async (uscc = A, name = '甲公司') => (await act('/enterprises', market, { uscc, name, kinds: ['smallMicro'] })).id;
  const recognise = async (code = 'P1') => {
    const evidence = [document()];
    const withDocument = Object.fromEntries(Object.entries(facts).map(([criterion, fact]) => [criterion, { ...fact, evidence }]));
    await act(`/parks/${code}/recognition/application`, county, { facts: withDocument });
    await act(`/parks/${code}/recognition`, taskForce, { on: '2022-06-30', scheme, document: document() });
  };

  it('describes every route and body in OpenAPI', () => {
    const { paths, components } = SwaggerModule.createDocument(app, new DocumentBuilder().build());
    const operations = Object.values(paths).flatMap((path) => [path.get, path.post].filter((operation) => operation !== undefined));
    expect(operations.length).toBeGreaterThan(40);
    expect(operations.filter(({ summary }) => !summary)).toEqual([]);
    const undocumented = Object.values(paths).filter(
      ({ post: command }) => command && !JSON.stringify(command.requestBody).includes('Dto'),
    );
    expect(undocumented).toEqual([]);
    expect(components?.schemas?.RecognitionFactsDto).toMatchObject({ required: Object.keys(facts) });
    expect(paths['/parks/{park}/recognition']?.post?.responses).toHaveProperty('200');
  });

  it('takes a park from its registration to its status for a year', async () => {
    await withPark();
    await recognise();
    await act('/parks/P1/accidents', emergency, { accident: 'A1', date: '2023-08-01' });
    const { data } = await get('/parks/P1/status/2023', { resultDay: '2024-05-31', scheme });
    expect(data).toMatchObject({
      status: { recognised: true, parkWithinPark: false, accidents: [{ severity: null, date: '2023-08-01' }], falseEvidence: false },
      accidentStatement: { state: 'missing' },
    });
    expect((await get('/parks/P1')).data).toMatchObject({ recognisedSince: '2022-06-30', contact: '王五 13800000000' });
  });

  it('never writes a contact or a natural person’s name in clear, and reads open them', async () => {
    await withPark();
    const id = await withEnterprise(person, '李四五金店');
    expect((await get(`/enterprises/${id}`)).data).toMatchObject({ uscc: person, name: '李四五金店' });
    await act(`/enterprises/${id}/renaming`, market, { name: '李四建材店' });
    expect((await get('/enterprises', { uscc: person })).data).toMatchObject([{ name: '李四建材店' }]);
    let log = '';
    for await (const page of test.store.readAll()) log += page.map((event) => event.data + event.metadata).join('\n');
    for (const text of ['李四', '王五', '13800000000']) expect(log).not.toContain(text);
  });

  it('shows 已删除 where a name was erased, takes no other for it, and still answers the command that gave it', async () => {
    const body = { uscc: person, name: '李四五金店' };
    const first = await post('/enterprises', market, body, 'registered');
    const { id } = first.body as { id: string };
    position = first.body.position;
    const { nameSubject } = (await get(`/enterprises/${id}`)).data;
    test.ledger.keys.subjects.destroy(nameSubject);
    expect((await get(`/enterprises/${id}`)).data).toMatchObject({ uscc: person, name: '已删除' });
    expect((await post('/enterprises', market, body, 'registered')).body).toEqual(first.body);
    expect(await post('/enterprises', market, { ...body, kinds: ['smallMicro'] }, 'registered')).toMatchObject({ status: 422 });
    const renamed = await post(`/enterprises/${id}/renaming`, market, { name: '李四建材店' });
    expect(renamed).toMatchObject({ status: 410, body: { code: 'personal.erased' } });
  });

  it('registers each code once, also when many try at the same time', async () => {
    const tries = await Promise.all(Array.from({ length: 20 }, () => post('/enterprises', market, { uscc: A, name: '甲公司' })));
    expect(tries.filter((answer) => answer.status === 201)).toHaveLength(1);
    const refused = tries.filter((answer) => answer.status === 409);
    expect(refused).toHaveLength(19);
    expect(new Set(refused.map((answer) => answer.body.code))).toEqual(new Set(['registry.usccTaken']));
  });

  it('answers a repeated registration as at first, and frees a code that was corrected away', async () => {
    const body = { uscc: A, name: '甲公司' };
    const first = await post('/enterprises', market, body, 'same');
    const again = await post('/enterprises', market, body, 'same');
    expect([again.status, again.body]).toEqual([201, first.body]);
    await act(`/enterprises/${first.body.id}/uscc-correction`, market, { uscc: operator.uscc, reason: '录入错误' });
    await act('/enterprises', market, body);
    expect((await get('/enterprises', { uscc: A })).data).toHaveLength(1);
  });

  it('lets only one of many simultaneous applications of an enterprise for a park through', async () => {
    await withPark();
    const enterprise = await withEnterprise();
    const tries = await Promise.all(Array.from({ length: 10 }, () => post('/tenancies', p1, { park: 'P1', enterprise, uscc: A })));
    expect(tries.map((answer) => answer.status).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
  });

  it('proposes a roster from tenancy, names differences, and counts growth', async () => {
    await withPark();
    await recognise();
    const a = await withEnterprise();
    const b = await withEnterprise(person, '李四五金店');
    const first = await act('/tenancies', p1, { park: 'P1', enterprise: a, uscc: A });
    await act(`/tenancies/${first.id}/admission`, county, { from: '2022-07-01' });
    await act(`/tenancies/${first.id}/departure`, p1, { on: '2023-06-30', reason: '搬离' });
    const second = await act('/tenancies', p1, { park: 'P1', enterprise: b, uscc: person });
    await act(`/tenancies/${second.id}/admission`, county, { from: '2023-02-01' });
    const lines = [
      { uscc: A, from: '2022-07-01', to: '2023-06-30' },
      { uscc: person, from: '2023-02-01', to: null },
    ];
    expect((await get('/parks/P1/roster-proposal/2023')).data.lines).toEqual(lines);
    const compared = await post('/parks/P1/roster-proposal/2023/comparison', p1, { lines: [lines[0]] });
    expect(compared.body.data.differences).toMatchObject([{ code: 'registry.rosterMissing', where: `${person}@2023-02-01` }]);
    expect((await get('/tenancies/growth/2023')).data).toEqual({
      year: 2023,
      parksRecognised: 1,
      newlySettled: { all: 1, smallMicro: 1 },
      settledInAll: { all: 2, smallMicro: 2 },
      tenants: { all: 1, smallMicro: 1 },
    });
  });

  it('reads lists and single things as of an earlier index', async () => {
    await withPark();
    const before = (await get('/parks')).index;
    await act('/parks/P1/amendment', county, { name: '新名', reason: '更名' });
    expect((await get('/parks/P1')).data.name).toBe('新名');
    expect(await get('/parks/P1', { asOf: String(before) })).toMatchObject({ data: { name: '园区P1' }, index: before });
    expect((await get('/parks', { asOf: String(before) })).data).toMatchObject([{ name: '园区P1' }]);
    await withPark('P2');
    expect((await get('/parks', { zone: 'Z-P2' })).data.map((park: { id: string }) => park.id)).toEqual(['P2']);
    expect((await get('/parks', { limit: 1 })).data.map((park: { id: string }) => park.id)).toEqual(['P1']);
    expect((await get('/parks', { limit: 1, after: 'P1' })).data.map((park: { id: string }) => park.id)).toEqual(['P2']);
  });

  it('gives each refusal its code and appends nothing', async () => {
    await withPark();
    const end = await test.store.head();
    const code = async (path: string, by: Headers, body: object) => {
      const { status, body: problem } = await post(path, by, body);
      return [status, problem.code];
    };
    expect(await code('/enterprises', market, { uscc: '91341502MA2TX00251', name: '甲' })).toEqual([400, 'uscc.checkDigit']);
    expect(await code('/enterprises', market, { uscc: A, name: '甲', extra: 1 })).toEqual([400, 'request.unknownField']);
    expect(await code('/parks/P9/transition', taskForce, { until: '2024-12-31', scheme, document: document() })).toEqual([
      404,
      'registry.parkUnknown',
    ]);
    expect(await code('/parks/P1/transition', taskForce, { until: '2024-12-32', scheme, document: document() })).toEqual([
      400,
      'date.invalid',
    ]);
    const unknown = { hash: 'd'.repeat(64), title: '无此文件' };
    expect(await code('/parks/P1/transition', taskForce, { until: '2024-12-31', scheme, document: unknown })).toEqual([
      400,
      'evidence.unknown',
    ]);
    expect(await code('/parks/P1/accidents', emergency, { accident: 'A', date: '2024-06-02' })).toEqual([400, 'registry.futureDate']);
    expect(await code('/parks/P1/accidents', county, { accident: 'A', date: '2024-05-02' })).toEqual([403, 'registry.wrongDepartment']);
    expect(await code('/tenancies', p1, { park: 'P1', enterprise: test.ledger.ledgerId, uscc: A })).toEqual([
      404,
      'registry.enterpriseUnknown',
    ]);
    const noKey = await request(app.getHttpServer())
      .post('/zones')
      .set(taskForce)
      .send({ code: 'Z', name: '名', county: '341502', level: 'national' });
    expect([noKey.status, noKey.body.code]).toEqual([400, 'command.keyMissing']);
    expect((await get('/parks/P9')).code).toBe('registry.parkUnknown');
    const dry = await request(app.getHttpServer())
      .post('/enterprises')
      .query({ dryRun: true })
      .set(market)
      .set('Idempotency-Key', 'dry')
      .send({ uscc: A, name: '甲' });
    expect([dry.status, dry.body.dryRun, dry.body.events.length]).toEqual([201, true, 1]);
    expect(await test.store.head()).toBe(end);
  });

  it('asks for the state of collection when a park declares its participation', async () => {
    await withPark();
    await act('/parks/P1/amendment', county, { completedOn: '2022-03-15', operatingSince: '2022-05-20', reason: '竣工投运' });
    await act('/parks/P1/transition', taskForce, { until: '2024-05-20', scheme, document: document() });
    collection = 'closed';
    expect((await post('/parks/P1/participation', p1, { year: 2023, takesPart: true })).body.code).toBe('registry.collectionClosed');
    collection = 'open';
    await act('/parks/P1/participation', p1, { year: 2023, takesPart: true });
    const { data } = await get('/parks/P1/status/2023', { resultDay: '2024-05-31', scheme });
    expect(data.status).toMatchObject({ transition: true, optsIn: true, recognised: false });
  });

  it('refuses a recognition with every failed check, and takes the refusal', async () => {
    await withPark();
    const evidence = [document()];
    const poor = { ...facts, manufacturers: { count: 4 }, size: { floor: '100' } };
    const withDocument = Object.fromEntries(Object.entries(poor).map(([criterion, fact]) => [criterion, { ...fact, evidence }]));
    await act('/parks/P1/recognition/application', p1, { facts: withDocument });
    const { body } = await post('/parks/P1/recognition', taskForce, { on: '2022-06-30', scheme, document: document() });
    expect(body.faults.map((fault: { where: string }) => fault.where)).toEqual(['size', 'manufacturers']);
    const refused = await act('/parks/P1/recognition/refusal', taskForce, { on: '2022-06-30', scheme, findings: [] });
    expect(refused.events[0]?.data).toMatchObject({ failed: [{ criterion: 'size' }, { criterion: 'manufacturers' }] });
  });
});
